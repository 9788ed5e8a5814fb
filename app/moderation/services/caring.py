"""The protocol for somebody in distress: what was done, by whom, and when somebody looks again.

Steps after the guide for community managers of the National Suicide Prevention Alliance (science.md
4.2) and requirement C9: emergency services are contacted by two people, never by one alone.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.models import CareStep
from app.moderation.services.looking_up import case_of

CHECKLIST = ("read_all", "asked_directly", "help_given", "answered", "safe_for_others")
EMERGENCY, FOLLOW_UP, OUTCOME = "emergency", "follow_up", "outcome"
STEPS = (*CHECKLIST, EMERGENCY, FOLLOW_UP, OUTCOME)
FOLLOW_UP_AFTER = timedelta(days=1)


def take_step(
    *, by: Viewer, case_id: str, step: str, words: str = "", second: str = ""
) -> CareStep:
    """Write down that a step was done; `second` is the public id of who agreed to call emergency
    services. A follow-up falls due on the next day. Needs an open unit of work.

    Raises:
        NotFound: there is no such case for this person, or it is none of distress.
        Forbidden: they do not hold the safeguarding role.
        Invalid: no such step, no words where they are needed, or nobody second.
    """
    case = found(case_of(by, case_id))
    require(permissions.can_see_sensitive(by))
    if not case.is_sensitive:
        found(None)
    second_id = _check(by, step, words, second)
    due = (now() + FOLLOW_UP_AFTER).date() if step == FOLLOW_UP else None
    row = CareStep(
        case_id=case.id, step=step, words=words.strip(), by_id=by.id, second_id=second_id,
        due_on=due,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    # Neither which case nor which step: the log outlives what is kept about distress.
    record(by=by, action="care_step")
    return row


def _check(by: Viewer, step: str, words: str, second: str) -> int | None:
    if step not in STEPS:
        raise Invalid("step", _("Choose what was done."))
    if step in (EMERGENCY, OUTCOME) and not words.strip():
        raise Invalid("words", _("Write what was said and agreed."))
    if len(words.strip()) > LONGEST_WORDS:
        raise Invalid("words", _("Make it shorter: at most 2,000 letters."))
    if step != EMERGENCY:
        return None
    other = members.by_public_id(second) if second else None
    viewer = members.viewer_of(other.id) if other else None
    if viewer is None or viewer.id == by.id or not permissions.can_see_sensitive(viewer):
        raise Invalid("second", _("Choose the second person: two decide this together."))
    return viewer.id
