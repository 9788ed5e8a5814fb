"""Reading the log: one person's own part of it, and the whole chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
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


def has_done(by: Viewer, action: str, details: dict[str, Any], *, since: datetime) -> bool:
    """Whether somebody did this very thing since then, whoever it concerned."""
    which = select(AuditEntry.id).where(
        AuditEntry.actor == by.public_id,
        AuditEntry.at >= since,
        AuditEntry.action == action,
        AuditEntry.details == json.dumps(details, sort_keys=True, separators=(",", ":")),
    )
    return db.session.scalar(which.limit(1)) is not None


def chain() -> Iterator[Row[Any]]:
    """Every entry in the order of writing, read in pieces."""
    rows = select(*AuditEntry.__table__.columns).order_by(AuditEntry.id)
    yield from db.session.execute(rows.execution_options(yield_per=1000))


def newest() -> str | None:
    """The hash of the newest entry."""
    newest_first = select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(newest_first)
