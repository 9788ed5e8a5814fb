"""The number of notices that a member has not opened. It stands with the member, so that no page
has to count; only the package that writes the notices calls this."""

from __future__ import annotations

from sqlalchemy import case, update

from app.accounts.models import Member
from app.core.database import db


def raise_unread(member_id: int) -> None:
    """One more. Needs an open unit of work."""
    _set(member_id, Member.unread + 1)


def lower_unread(member_id: int, by: int) -> None:
    """So many were opened; never goes below nothing. Needs an open unit of work."""
    _set(member_id, case((Member.unread > by, Member.unread - by), else_=0))


def _set(member_id: int, value: object) -> None:
    db.session.execute(
        update(Member)
        .where(Member.id == member_id)
        .values(unread=value)
        .execution_options(synchronize_session=False)
    )
