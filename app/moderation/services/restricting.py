"""What a member may not do for a while. Packages above hear of it by event and act at once: sign
out, close sockets, take out of a group."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation.events import MemberRestricted, RestrictionLifted
from app.moderation.models import Restriction

# Somebody with a limit on replies writes once in this time.
SECONDS_BETWEEN_REPLIES = 3_600


def restrict(
    *,
    by: Viewer,
    member_id: int,
    kind: str,
    decision_id: int,
    until: datetime | None = None,
    group_id: int | None = None,
) -> Restriction:
    """Let a restriction begin. Called by a decision, which asked the rules. Needs a unit of work."""
    row = Restriction(
        member_id=member_id, kind=kind, decision_id=decision_id, group_id=group_id, until=until,
        seconds=SECONDS_BETWEEN_REPLIES if kind == "reply_limit" else 0,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _note(by, "member_restricted", row)
    emit(
        MemberRestricted(
            restriction_id=row.id, member_id=member_id, kind=kind, group_id=group_id, until=until
        )
    )
    return row


def remember_inside(restriction_id: int) -> None:
    """They were in the group that they were taken out of. Told by whoever knows of groups, in the
    same unit of work."""
    db.session.get_one(Restriction, restriction_id).was_inside = True
    db.session.flush()


def lift(*, by: Viewer, decision_id: int) -> None:
    """End what a decision began, before its time. Needs a unit of work."""
    which = select(Restriction).where(
        Restriction.decision_id == decision_id, Restriction.lifted_at.is_(None)
    )
    for row in db.session.scalars(which):
        row.lifted_at = now()
        db.session.flush()
        _note(by, "restriction_lifted", row)
        emit(
            RestrictionLifted(
                member_id=row.member_id, kind=row.kind, group_id=row.group_id,
                was_inside=row.was_inside,
            )
        )  # fmt: skip


def _note(by: Viewer, action: str, row: Restriction) -> None:
    subject = members.viewer_of(row.member_id).public_id
    record(by=by, action=action, subject=subject, details={"kind": row.kind})
