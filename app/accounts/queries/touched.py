"""Whose data was touched in a window of time, from the log of access and from sign-ins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Member, SignIn
from app.audit.models import AuditEntry
from app.core.database import db

SIGNED_IN_TO = "secret"


def accesses(start: datetime, end: datetime) -> set[tuple[str, str]]:
    """(class of the data, public id of whose it is), from `start` until before `end`."""
    rows = db.session.execute(
        select(AuditEntry.data_class, AuditEntry.subject)
        .where(AuditEntry.at >= start, AuditEntry.at < end, AuditEntry.subject != "")
        .distinct()
    )
    return {(row.data_class, row.subject) for row in rows}


def sign_ins(start: datetime, end: datetime) -> set[tuple[str, str]]:
    """The same for accounts that were signed in to."""
    rows = db.session.scalars(
        select(Member.public_id)
        .join(SignIn, SignIn.member_id == Member.id)
        .where(SignIn.at >= start, SignIn.at < end)
        .distinct()
    )
    return {(SIGNED_IN_TO, public_id) for public_id in rows}
