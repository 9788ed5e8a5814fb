"""Letters as an operator sees them: what kind, since when, what went wrong. Never to whom, never
the words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page

_LINE = (
    Letter.id,
    Letter.public_id,
    Letter.kind,
    Letter.created_at,
    Letter.last_error,
)


def can_be_sent() -> ColumnElement[bool]:
    """Not emptied yet, and the link in it, if any, still opens something."""
    in_time = or_(Letter.expires_at.is_(None), Letter.expires_at > now())
    return and_(Letter.address != "", in_time)


def counted() -> dict[str, int]:
    """How many letters are in each state: waiting, sent, dead."""
    rows = db.session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    return {"waiting": 0, "sent": 0, "dead": 0} | {row[0]: row[1] for row in rows}


def waiting_since() -> datetime | None:
    """When the letter that waits longest was written."""
    return db.session.scalar(select(func.min(Letter.created_at)).where(Letter.state == "waiting"))


def dead(after: str | None = None) -> KeyPage[Row[Any]]:
    """Letters that were given up, newest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    lines = select(*_LINE, can_be_sent().label("can_be_sent")).where(Letter.state == "dead")
    if before is not None:
        lines = lines.where(Letter.id < before)
    rows = db.session.execute(lines.order_by(Letter.id.desc()).limit(PAGE_SIZE + 1)).all()
    return key_page(rows, PAGE_SIZE, lambda row: [row.id])


def dead_one(public_id: str) -> Letter | None:
    """A letter that was given up."""
    return db.session.scalar(
        select(Letter).where(Letter.public_id == public_id, Letter.state == "dead")
    )


def is_sendable(letter: Letter) -> bool:
    """Whether trying again makes sense."""
    return bool(db.session.scalar(select(can_be_sent()).where(Letter.id == letter.id)))
