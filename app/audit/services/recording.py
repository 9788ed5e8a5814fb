"""Writing the log: who saw or did what that concerns whom, and why.

`record` belongs to the change it tells of: same transaction, both or neither. `record_view` is
for reading: it writes and commits *before* anything is shown, so that a log that cannot be
written denies the access (safety.md P-8). Reading through the audience that a person chose for
their words is not logged: that would be a log of what readers read.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import select, text

from app.audit.actions import ACTIONS
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.trace import current_trace
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer

GENESIS = "0" * 64
# Serialises appending on PostgreSQL; SQLite has one writer in any case.
CHAIN_LOCK = 0x6175646974  # "audit"
HASHED = (
    "actor", "role", "subject", "action", "data_class", "purpose", "route", "request_id",
    "details", "previous_hash",
)  # fmt: skip


def record(
    *,
    by: Viewer | None,
    action: str,
    subject: str = "",
    role: str = "",
    purpose: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry. Needs an open unit of work.

    `by` is None for the server (commands, jobs). `subject` is the public id of the member whom it
    concerns. `action` stands in `actions`. `purpose` is the reason that was given. `details` holds
    ids, codes and counts only: never a name, an address or anybody's words.

    Raises:
        KeyError: there is no such action.
    """
    trace = current_trace()
    entry = AuditEntry(
        at=now(),
        actor=by.public_id if by else "",
        role=role or _capacity(by),
        subject=subject,
        action=action,
        data_class=ACTIONS[action].data_class,
        purpose=purpose[:300],
        route=trace.route,
        request_id=trace.request_id,
        details=json.dumps(details or {}, sort_keys=True, separators=(",", ":")),
        previous_hash=_newest_hash(),
        entry_hash="",
    )
    entry.entry_hash = hash_of(entry)
    db.session.add(entry)
    db.session.flush()
    return entry


def record_view(
    *, by: Viewer, subject: str, action: str, purpose: str = "", role: str = ""
) -> None:
    """Note that `by` is about to see somebody else's data; committed before this returns.

    Nothing is noted when people look at their own. Raises whatever the database raises: the
    caller shows nothing then.
    """
    if by.public_id == subject:
        return
    with unit_of_work():
        record(by=by, subject=subject, action=action, purpose=purpose, role=role)


def hash_of(entry: Any) -> str:
    """SHA-256 over the entry and the hash of the one before it.

    Fields are joined as JSON, so that no text can be shifted from one field into the next; the
    instant is written in UTC with microseconds, as both engines keep it.
    """
    said = [getattr(entry, name) for name in HASHED]
    said.append(entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def have_the_log() -> None:
    """Wait until nobody else writes the log, and have it alone until the end of the unit of work:
    for whoever goes on to rows that others change after they wrote the log."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def _newest_hash() -> str:
    have_the_log()
    newest = select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(newest) or GENESIS


# Who looks after people in distress acts as a moderator: the log is kept for years, and the word
# would tell in each line why somebody looked (science.md C11).
_CAPACITIES = (
    ("operator", "operator"),
    ("moderator", "moderator"),
    ("moderator", "safeguarding"),
    ("clinician", "clinician"),
)


def _capacity(by: Viewer | None) -> str:
    if by is None:
        return "server"
    held = (role for role, held_as in _CAPACITIES if by.has_role(held_as))
    return next(held, "member")
