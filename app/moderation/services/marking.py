"""False alarms: a moderator says so, and it stands in a list for whoever cares for the rules. Nothing
learns from it by itself (science.md C17)."""

from __future__ import annotations

from sqlalchemy import select

from app.audit.services.recording import record
from app.core.database import db
from app.core.errors import found, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import Detection
from app.moderation.services.looking_up import case_of


def mark(*, by: Viewer, case_id: str, number: int, is_false_alarm: bool) -> None:
    """Say of the finding with this number, counted from 1 in its case, whether it was one. Needs an
    open unit of work.

    Raises:
        NotFound: there is no such case for this person, or no such finding.
        Forbidden: it is about their own words, or they reported it.
    """
    case = found(case_of(by, case_id))
    require(permissions.is_impartial(by, case))
    which = select(Detection).where(Detection.case_id == case.id).order_by(Detection.id)
    row = found(
        db.session.scalars(which.offset(number - 1).limit(1)).first() if number > 0 else None
    )
    if row.is_false_alarm != is_false_alarm:
        row.is_false_alarm = is_false_alarm
        db.session.flush()
        # Not which rule: some are about signs of distress, and the log is kept for years.
        said = {"case": case.public_id, "false": is_false_alarm}
        record(by=by, action="alarm_marked", details=said)
