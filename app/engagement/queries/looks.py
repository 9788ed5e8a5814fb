"""Who looked at a board, from the log of access."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.database import db


def looked_since(actor: str, action: str, details: dict[str, Any], since: datetime) -> bool:
    """Whether somebody (by public id) did the very same since then."""
    said = json.dumps(details, sort_keys=True, separators=(",", ":"))
    entry = select(AuditEntry.id).where(
        AuditEntry.actor == actor,
        AuditEntry.at >= since,
        AuditEntry.action == action,
        AuditEntry.details == said,
    )
    return db.session.scalar(entry.limit(1)) is not None
