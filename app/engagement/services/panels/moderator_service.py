"""How soon moderators look, and whether their decisions hold (science.md 2.1). Sums of the whole site
from moderation's own figures: neither about whom nor how urgent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.engagement.queries.desk import open_at
from app.engagement.services.figures.survival import Curve, Wait, kaplan_meier
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import people
from app.moderation.queries import figures
from app.moderation.services.agreeing import agreement
from app.moderation.services.transparency.facts import NOTHING, judged

LEAST_REVIEWED = 20
"""Decisions that two people judged. Of fewer no agreement is told."""
_HOUR = timedelta(hours=1)


@panel("moderator_service", site_only=True)
def moderator_service(scope: Scope) -> Numbers:
    """ "population": cases opened in the window; "open" at its end; whole hours until half and nine in
    ten had a first look; appeals answered and how many overturned; how far second looks agree."""
    cases = [row for row in figures.cases_since(scope.begins) if row.opened_at < scope.ends]
    outcomes = Counter(
        row.outcome
        for row in figures.answered_appeals()
        if scope.begins <= row.decided_at < scope.ends
    )
    return {
        "population": people(len(cases)),
        **counted(scope),
        "open": people(open_at(scope.ends)),
        **_first_looks([_wait(row, scope) for row in cases]),
        "appeals": people(outcomes.total()),
        "overturned": people(outcomes["overturned"]),
        **_second_looks(scope),
    }


def _first_looks(waits: Sequence[Wait]) -> Numbers:
    """What nobody has looked at yet waits on: by Kaplan and Meier."""
    curve = kaplan_meier(waits) if people(len(waits)) is not None else None
    return {
        "half_hours": _hours_until(0.5, curve),
        "most_hours": _hours_until(0.1, curve),
    }


def _hours_until(share: float, curve: Curve | None) -> int | None:
    """Until no more than this share still waits, in whole hours; None when it did not come to that."""
    steps = curve.steps if curve else ()
    # The share is a product of fractions: it can end a little above what it is.
    times = (step.time for step in steps if step.still_waiting <= share + 1e-12)
    hours = next(times, None)
    return None if hours is None else max(1, round(hours))


def _wait(row: Any, scope: Scope) -> Wait:
    seen = row.first_seen_at if row.first_seen_at and row.first_seen_at < scope.ends else None
    return Wait(max(((seen or scope.ends) - row.opened_at) / _HOUR, 0.0), seen is not None)


def _second_looks(scope: Scope) -> Numbers:
    alike = agreement(
        (judged(acts=row.action != NOTHING), judged(acts=row.acts))
        for row in figures.second_looks()
        if scope.begins <= row.made_at < scope.ends
    )
    is_told = alike.reviewed >= LEAST_REVIEWED
    return {
        "reviewed": people(alike.reviewed),
        "kappa": _cut(alike.kappa) if is_told else None,
        "kappa_low": _cut(alike.low) if is_told else None,
        "kappa_high": _cut(alike.high) if is_told else None,
    }


def _cut(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
