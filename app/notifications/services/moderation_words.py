"""What notices about moderation say: the news in one line, and what it means. The words for steps
and outcomes are those of moderation's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.moderation.wording import APPEALS, OUTCOMES, RESTRICTIONS, STEPS

Facts = Mapping[str, Any]
Pair = tuple[str, str]

FIXED = {
    "report_received": (
        _l("We have your report"),
        _l("A person looks at it. The answer comes here. Nobody is told that it was you."),
    ),
    "desk_waits": (
        _l("Something waits at the desk"),
        _l("If you can, please look now. If you cannot, leave it to the others."),
    ),
    "note_shown": (
        _l("A note was added to a post that you have read"),
        _l("Others found it helpful. It says what is right, and where that is from."),
    ),
    "note_under_yours": (
        _l("Members added a note to something you wrote"),
        _l("Your post stays as it is, and nobody thinks less of you. You can read the note, rate it, "
           "and change your words if you like."),
    ),
    "thing_held": (
        _l("Something you wrote waits for a person"),
        _l("Somebody on our team reads it before others do. It is no sanction."),
    ),
    "thing_shown": (
        _l("Something you wrote can be read now"),
        _l("Somebody on our team read it. Nothing in it was changed."),
    ),
    "decision_reversed": (
        _l("A decision about something you wrote was taken back"),
        _l("It does not hold any more. What it hid is back, and you may do again what it kept you from."),
    ),
}  # fmt: skip
_ENDED = {
    "suspended": _l("Your account is open again"),
    "reply_limit": _l("You can write as often as before"),
    "removed": _l("You may come back into a group"),
}


def _report_answered(facts: Facts) -> Pair:
    said = OUTCOMES.get(facts.get("outcome", ""))
    if said is None:
        return _("There is an answer to your report"), _("It stands beside it.")
    return _("Your report: %(what)s", what=said.name), str(said.meaning)


def _decision_taken(facts: Facts) -> Pair:
    said = STEPS.get(facts.get("action", ""))
    why = _("Read why, and how to ask for another look.")
    if said is None:
        return _("A decision about something you wrote"), why
    return _("A decision about something you wrote: %(what)s", what=said.name), why


def _appeal_answered(facts: Facts) -> Pair:
    said = APPEALS.get(facts.get("outcome"), "")
    return (
        _("Somebody else looked again: %(what)s", what=said),
        _("Their answer stands beside the decision."),
    )


def _restriction_began(facts: Facts) -> Pair:
    title = str(RESTRICTIONS.get(facts.get("kind", ""), _("You can do less for a while")))
    if not facts.get("until"):
        return title, _("My standing says why, and how to ask for another look.")
    day = format_date(datetime.fromisoformat(facts["until"]), "d MMMM yyyy")
    return title, _("Until %(day)s. Then it ends by itself.", day=day)


def _restriction_ended(facts: Facts) -> Pair:
    title = _ENDED.get(facts.get("kind", ""), _l("You can do everything again"))
    return str(title), _("What held before is over. Welcome back.")


MADE = {
    "report_answered": _report_answered,
    "decision_taken": _decision_taken,
    "appeal_answered": _appeal_answered,
    "restriction_began": _restriction_began,
    "restriction_ended": _restriction_ended,
}
