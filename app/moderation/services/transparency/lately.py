"""How it goes at the desk just now: cases by urgency and the wait for a first look, rounded down to
fives, so that nobody is counted alone and two days do not differ by one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from flask_babel import format_timedelta

from app.moderation.queries.figures import cases_since
from app.moderation.services.transparency.quarters import minutes
from app.moderation.services.transparency.suppressing import LEAST
from app.moderation.steps import SENSITIVE

WINDOW = timedelta(days=90)
FAMILIES = ("distress", "harm", "other")


@dataclass(frozen=True, slots=True)
class Lately:
    """Cases opened in the last 90 days by family, in fives; None for fewer than five. `first_look`
    is half of the waits in minutes, `looked_at` of how many, in fives."""

    cases: dict[str, int | None]
    first_look: int | None
    looked_at: int


def lately(at: datetime) -> Lately:
    """The last 90 days."""
    counts = dict.fromkeys(FAMILIES, 0)
    waits = []
    for row in cases_since(at - WINDOW):
        counts[family(row.level)] += 1
        if row.first_seen_at is not None:
            waits.append(minutes(row.opened_at, row.first_seen_at))
    told = {name: in_fives(count) or None for name, count in counts.items()}
    return Lately(told, round(median(waits)) if len(waits) >= LEAST else None, in_fives(len(waits)))


def family(level: str) -> str:
    """Signs of distress, what could injure soon, everything else."""
    if level in SENSITIVE:
        return "distress"
    return "harm" if level == "harm" else "other"


def in_fives(count: int) -> int:
    """Rounded down."""
    return count - count % LEAST


def in_words(waited: int | None) -> str | None:
    """ "3 hours", in the reader's language."""
    return None if waited is None else format_timedelta(timedelta(minutes=max(1, waited)))
