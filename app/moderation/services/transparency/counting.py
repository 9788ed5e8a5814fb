"""From facts to the report: tables of ended quarters and of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from app.core.proportions import Share, wilson
from app.moderation.services.agreeing import Agreement, agreement
from app.moderation.services.transparency.facts import HOW_FOUND, NOTHING, Facts
from app.moderation.services.transparency.quarters import quarter_of
from app.moderation.services.transparency.suppressing import (
    LEAST,
    Cells,
    suppress,
    together,
    withheld,
)
from app.moderation.steps import GROUNDS, LADDER, REASONS, told_as

OUTCOMES, STANDINGS = ("upheld", "overturned"), ("author", "reporter")
# Worry about a person, and words about a way to die, are counted within something wider: nobody is to
# be counted for being in distress.
TOLD_REASONS = tuple(reason for reason in REASONS if told_as(reason) == reason)
CODES = {
    "action": (NOTHING, *LADDER),
    "ground": tuple(one for one in GROUNDS if one != "none" and told_as(one) == one),
    "how_found": HOW_FOUND,
    "reason": TOLD_REASONS,
    "outcome": OUTCOMES,
    "standing": STANDINGS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One quarter, or "all". Medians are whole minutes; None where fewer than five were counted."""

    name: str
    tables: dict[str, Cells]
    decision_minutes: int | None
    appeal_minutes: int | None
    # How much waited until a person had read it, and how long in half of all cases.
    held: int | None
    held_minutes: int | None
    overturned: Share | None
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Report:
    """Ended quarters, the newest first, and all together; `before` is the quarter that runs."""

    before: str
    quarters: tuple[Period, ...]
    every: Period


def report(facts: Facts, at: datetime) -> Report:
    """The report as it is told at a moment."""
    running = quarter_of(at)
    ended = [name for name in facts.quarters() if name < running]
    quarters = [_quarter(name, facts.of([name])) for name in ended]
    return Report(running, tuple(reversed(quarters)), _every(quarters, facts))


def _quarter(name: str, facts: Facts) -> Period:
    decisions, appeals = facts.decisions, facts.appeals
    acted = [one.ground for one in decisions if one.action != NOTHING]
    actions = _table("action", (one.action for one in decisions), told_elsewhere=NOTHING)
    tables = {
        "action": actions,
        # Who knows how often nothing was done knows how often something was.
        "ground": withheld(CODES["ground"])
        if actions.shown[NOTHING] is None
        else _table("ground", acted),
        "how_found": _table("how_found", (one.how_found for one in decisions)),
        "reason": _table("reason", (one.reason for one in facts.reports)),
        "outcome": _table("outcome", (one.outcome for one in appeals)),
        "standing": _table("standing", (one.standing for one in appeals)),
    }
    return _period(name, tables, facts)


def _every(quarters: Sequence[Period], facts: Facts) -> Period:
    empty = {name: suppress(dict.fromkeys(codes, 0)) for name, codes in CODES.items()}
    tables = {
        name: together((empty[name], *(one.tables[name] for one in quarters))) for name in CODES
    }
    return _period("all", tables, facts.of(one.name for one in quarters))


def _period(name: str, tables: dict[str, Cells], facts: Facts) -> Period:
    pairs = [(one.first, one.second) for one in facts.looks]
    return Period(
        name=name,
        tables=tables,
        decision_minutes=_median([one.minutes for one in facts.decisions]),
        appeal_minutes=_median([one.minutes for one in facts.appeals]),
        held=_held(facts),
        held_minutes=facts.waited[0].minutes if len(facts.waited) == 1 else None,
        overturned=_overturned(tables["outcome"]),
        agreement=agreement(pairs) if len(pairs) >= LEAST else None,
    )


def _table(name: str, codes: Iterable[str], *, told_elsewhere: str = "") -> Cells:
    counts = Counter(codes)
    # A code that no list names any more is counted all the same.
    cells = (*CODES[name], *sorted(set(counts) - set(CODES[name])))
    return suppress({cell: counts[cell] for cell in cells}, told_elsewhere=told_elsewhere)


def _overturned(outcomes: Cells) -> Share | None:
    upheld, overturned = (outcomes.shown.get(name) for name in OUTCOMES)
    if upheld is None or overturned is None:
        return None
    return wilson(overturned, upheld + overturned)


def _median(minutes: Sequence[int]) -> int | None:
    return round(median(minutes)) if len(minutes) >= LEAST else None


def _held(facts: Facts) -> int | None:
    """Of several quarters what is told of each, added up."""
    told = [one.held for one in facts.waited if one.held is not None]
    return sum(told) if told else None
