"""What moderation does by the clock."""

from __future__ import annotations

from app.core.clock import now
from app.core.jobs import every
from app.core.transactions import unit_of_work
from app.moderation.services import checking_sources, lifting, shifting, trying_rules
from app.moderation.services.calling_pages import Caller
from app.moderation.services.care_in_the_log import count_care
from app.moderation.services.comparing_lines import compare_lines
from app.moderation.services.counting_holds import count_holds
from app.moderation.services.scoring_notes import score_notes
from app.moderation.services.telling_readers import tell_readers


@every(minutes=10, name="moderation.lift-what-waited")
def lift_what_waited() -> None:
    """Move cases up that nobody looked at for long."""
    with unit_of_work():
        lifting.lift(now())


@every(minutes=10, name="moderation.end-forgotten-shifts")
def end_forgotten_shifts() -> None:
    """Staffed time ends where somebody went away without a word."""
    with unit_of_work():
        shifting.end_forgotten(now())


@every(minutes=1, name="moderation.read-for-trials", lease_minutes=10)
def read_for_trials() -> None:
    """Try the rules on what was published, when somebody asked for it."""
    trying_rules.read_what_was_asked_for()


@every(minutes=24 * 60, name="moderation.count-care")
def count_work_of_care() -> None:
    """Once after each quarter."""
    with unit_of_work():
        count_care(now())


@every(minutes=10, name="moderation.score-notes")
def score_context_notes() -> None:
    """Say anew which notes are shown, and tell those who read the post before."""
    with unit_of_work():
        score_notes(now())
        tell_readers(now())


@every(minutes=7 * 24 * 60, name="moderation.compare-lines")
def compare_note_lines() -> None:
    """Whether members differ along the same line as a week ago."""
    with unit_of_work():
        compare_lines(now())


@every(minutes=24 * 60, name="moderation.check-sources")
def check_sources() -> None:
    """Ask whether the pages that sources name are still there, where the operator wants it."""
    if checking_sources.is_on():
        checking_sources.check(now(), Caller().status_of)


@every(minutes=24 * 60, name="moderation.count-holds")
def count_what_waited() -> None:
    """Once a quarter: how often something waited for a person first."""
    with unit_of_work():
        count_holds(now())
