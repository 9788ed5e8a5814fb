"""Reading the log: one person's own part of it, and the whole chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select

from app.audit.models import AuditEntry
from app.core.database import db
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page
from app.core.viewer import Viewer

_LINE = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor,
    AuditEntry.role,
    AuditEntry.action,
    AuditEntry.purpose,
)


def about(viewer: Viewer, after: str | None = None) -> KeyPage[Row[Any]]:
    """What concerns the viewer, newest first: `id at actor role action purpose`.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    rows = select(*_LINE).where(AuditEntry.subject == viewer.public_id)
    if before is not None:
        rows = rows.where(AuditEntry.id < before)
    found = db.session.execute(rows.order_by(AuditEntry.id.desc()).limit(PAGE_SIZE + 1)).all()
    return key_page(found, PAGE_SIZE, lambda row: [row.id])


def newest_of(action: str) -> dict[str, Any] | None:
    """The details of the newest entry about an action; None when there is none."""
    newest_first = select(AuditEntry.details).where(AuditEntry.action == action)
    said = db.session.scalar(newest_first.order_by(AuditEntry.id.desc()).limit(1))
    return None if said is None else dict(json.loads(said))


def all_of(action: str) -> list[dict[str, Any]]:
    """The details of every entry about an action, in the order of writing."""
    rows = select(AuditEntry.details).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return [json.loads(said) for said in db.session.scalars(rows)]


def chain() -> Iterator[Row[Any]]:
    """Every entry in the order of writing, read in pieces."""
    rows = select(*AuditEntry.__table__.columns).order_by(AuditEntry.id)
    yield from db.session.execute(rows.execution_options(yield_per=1000))


def newest() -> str | None:
    """The hash of the newest entry."""
    newest_first = select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(newest_first)
