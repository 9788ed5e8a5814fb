"""Letting go of entries that are older than their retention, without breaking the chain."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.sweeping import sweeps

# Proof of compliance is asked for years later: safety.md P-10. The database refuses less.
RETENTION = timedelta(days=6 * 366)


@sweeps("audit_entries")
def prune() -> int:
    """Remove what is older than the retention; returns how many entries. Needs an open unit of
    work. A new entry keeps the hash at which the chain now begins."""
    old = select(AuditEntry.id).where(AuditEntry.at < now() - RETENTION)
    newest_old = db.session.scalar(old.order_by(AuditEntry.id.desc()).limit(1))
    if newest_old is None:
        return 0
    last = db.session.get_one(AuditEntry, newest_old)
    gone = db.session.execute(delete(AuditEntry).where(AuditEntry.id <= newest_old))
    count = rows_changed(gone)
    record(by=None, action="pruned", details={"through": last.entry_hash, "count": count})
    return count
