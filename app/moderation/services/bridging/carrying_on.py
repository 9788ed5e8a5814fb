"""From a verdict to what the site does: the delay before a note is shown, and the lock after which
nothing changes any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from app.moderation.services.bridging.shapes import Status

DELAY = timedelta(minutes=30)
LOCKED_AFTER = timedelta(days=14)


def carried_on(found: Status, before: Status | None, now: datetime) -> Status:
    """A verdict keeps the time since when it stands. One that turns helpful is shown half an hour
    later, if it still is then. One that has stood for 14 days is locked, whatever is rated later;
    "needs more" never is."""
    if before and before.locked:
        return before
    if found.verdict == "needs_more":
        return found
    if before is None or before.verdict != found.verdict:
        shown_from = now + DELAY if found.verdict == "helpful" else None
        return replace(found, decided_at=now, shown_from=shown_from)
    since = before.decided_at or now
    is_old = now - since >= LOCKED_AFTER
    return replace(found, decided_at=since, shown_from=before.shown_from, locked=is_old)
