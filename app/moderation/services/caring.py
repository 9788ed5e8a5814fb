"""The protocol for somebody in distress: what was done, by whom, and when somebody looks again.

Steps after the guide for community managers of the National Suicide Prevention Alliance (science.md
4.2) and requirement C9: two people decide to contact emergency services, never one alone. Who wrote
it down names the second one, who agrees in a session of their own. Nobody waits for that with calling
where there is danger now: they call, and write it down afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.accounts.queries import members
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict, Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.events import SecondPersonNamed
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.models import CareStep
from app.moderation.services.looking_up import CaseRow, case_of

CHECKLIST = ("read_all", "asked_directly", "help_given", "answered", "safe_for_others")
EMERGENCY, FOLLOW_UP, OUTCOME = "emergency", "follow_up", "outcome"
STEPS = (*CHECKLIST, EMERGENCY, FOLLOW_UP, OUTCOME)
FOLLOW_UP_AFTER = timedelta(days=1)


def take_step(
    *, by: Viewer, case_id: str, step: str, words: str = "", second: str = ""
) -> CareStep:
    """Write down that a step was done; `second` is the public id of who decides with them to call
    emergency services, and is asked to agree. A follow-up falls due on the next day. Needs an open
    unit of work.

    Raises:
        NotFound: there is no such case for this person, or it is none of distress.
        Forbidden: they do not hold the safeguarding role.
        Invalid: no such step, no words where they are needed, or nobody second.
    """
    case = _case(by, case_id)
    second_id = _check(by, case, step, words, second)
    due = (now() + FOLLOW_UP_AFTER).date() if step == FOLLOW_UP else None
    row = CareStep(
        case_id=case.id, step=step, words=words.strip(), by_id=by.id, second_id=second_id,
        due_on=due,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if second_id is not None:
        emit(SecondPersonNamed(member_id=second_id))
    return row


def agree(*, by: Viewer, case_id: str, number: int) -> None:
    """The second person says that they decided it too, of the step with this number, counted from 1
    in its case. Needs an open unit of work.

    Raises:
        NotFound: there is no such case for this person, or no such step.
        Forbidden: they do not hold the safeguarding role, or nobody named them for it.
        Conflict: they agreed before.
    """
    case = _case(by, case_id)
    steps = select(CareStep).where(CareStep.case_id == case.id).order_by(CareStep.id)
    row = found(
        db.session.scalars(steps.offset(number - 1).limit(1)).first() if number > 0 else None
    )
    require(row.second_id == by.id and row.by_id != by.id)
    agreed = update(CareStep).where(CareStep.id == row.id, CareStep.confirmed_at.is_(None))
    if rows_changed(db.session.execute(agreed.values(confirmed_at=now()))) == 0:
        raise Conflict


def _case(by: Viewer, case_id: str) -> CaseRow:
    case = found(case_of(by, case_id))
    require(permissions.can_see_sensitive(by))
    return found(case if case.is_sensitive else None)


def _check(by: Viewer, case: CaseRow, step: str, words: str, second: str) -> int | None:
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
    may_agree = viewer is not None and permissions.can_see_sensitive(viewer)
    if viewer is None or viewer.id in (by.id, case.author_id) or not may_agree:
        raise Invalid("second", _("Choose the second person: two decide this together."))
    return viewer.id
