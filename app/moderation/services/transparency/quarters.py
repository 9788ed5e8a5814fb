"""Quarters of the calendar in UTC. Figures are told of ended ones: what is told never changes, so
two reports differ by whole quarters."""

from __future__ import annotations

from datetime import UTC, datetime


def quarter_of(at: datetime) -> str:
    """ "2026-4" for October to December 2026. Sorts as time goes."""
    day = at.astimezone(UTC)
    return f"{day.year}-{(day.month + 2) // 3}"


def minutes(since: datetime | None, until: datetime) -> int:
    """Whole minutes between two moments; 0 where the first is not known."""
    return round((until - since).total_seconds() / 60) if since else 0


def ended_before(at: datetime) -> tuple[datetime, datetime]:
    """The quarter that ended last: its first moment and the one after it."""
    day = at.astimezone(UTC)
    ends = datetime(day.year, (day.month - 1) // 3 * 3 + 1, 1, tzinfo=UTC)
    year, month = (ends.year, ends.month - 3) if ends.month > 3 else (ends.year - 1, 10)
    return datetime(year, month, 1, tzinfo=UTC), ends
