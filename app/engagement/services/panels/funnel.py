"""What became of those who joined, week by week of joining."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from app.engagement.queries.newcomers_days import Newcomer, came_between
from app.engagement.services.figures.funnel import STEPS, Course, Step, course
from app.engagement.services.figures.survival import Wait, kaplan_meier
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import people

_WEEK = timedelta(days=7)


@panel("funnel")
def funnel(scope: Scope) -> Numbers:
    """Under "steps" how many of all who joined in the window took each step, with the median of days
    until then (Kaplan–Meier: who has not taken it yet waits until the last day); under "weeks" the same
    for each whole week, Monday first (science.md 2.1)."""
    everybody = [_course(one) for one in came_between(scope.group_id, scope.begins, scope.ends)]
    joined = people(len(everybody))
    return {
        "population": joined,
        **counted(scope),
        "steps": [
            {
                "step": step,
                "members": people(_took(everybody, step)),
                "median_days": _median(everybody, step, scope.day),
            }
            for step in STEPS
        ],
        "weeks": [_week(monday, everybody) for monday in _mondays(scope)],
    }


def _course(one: Newcomer) -> Course:
    first = one.first_post_at
    return course(
        joined=one.joined_at.date(),
        seen=[each.day for each in one.days],
        reacted=[each.day for each in one.days if each.reactions],
        posts={each.day: each.posts for each in one.days},
        first_post=None if first is None else first.date(),
    )


def _took(courses: Sequence[Course], step: Step) -> int:
    return sum(step in one.steps for one in courses)


def _median(courses: Sequence[Course], step: Step, until: date) -> int | None:
    """In whole days; None where fewer than five people took the step, or fewer than half of those who
    joined are expected to by now."""
    if people(_took(courses, step)) is None:
        return None
    waits = [_wait(one, step, until) for one in courses]
    curve = kaplan_meier(waits)
    return None if curve is None or curve.median is None else round(curve.median)


def _wait(one: Course, step: Step, until: date) -> Wait:
    days = one.days_to(step)
    return Wait((until - one.joined).days, False) if days is None else Wait(days, True)


def _mondays(scope: Scope) -> Iterator[date]:
    """Of every week that lies in the window as a whole, the earliest first."""
    monday = scope.first_day + timedelta(days=-scope.first_day.weekday() % 7)
    while monday + _WEEK - timedelta(days=1) <= scope.day:
        yield monday
        monday += _WEEK


def _week(monday: date, courses: Sequence[Course]) -> dict[str, Any]:
    of_week = [one for one in courses if monday <= one.joined < monday + _WEEK]
    return {
        "monday": monday.isoformat(),
        "joined": people(len(of_week)),
        **{step: people(_took(of_week, step)) for step in STEPS},
    }
