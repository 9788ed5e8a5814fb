"""What moderation does by the clock."""

from __future__ import annotations

from app.core.clock import now
from app.core.jobs import every
from app.core.transactions import unit_of_work
from app.moderation.services import lifting, shifting
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


@every(minutes=10, name="moderation.score-notes")
def score_context_notes() -> None:
    """Say anew which notes are shown, and tell those who read the post before."""
    with unit_of_work():
        score_notes(now())
        tell_readers(now())
