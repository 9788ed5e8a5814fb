"""How soon somebody answers a first post. Who still waits is not left out (science.md 2.1, E5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.engagement.queries.first_posts import Started, started_between
from app.engagement.services.figures.survival import Wait, kaplan_meier
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import people

HOURS = (1, 24, 7 * 24)
_HOUR = timedelta(hours=1)


@panel("first_answer")
def first_answer(scope: Scope) -> Numbers:
    """Of first posts in the window: "within" how many hours, "of" how many that are old enough to
    know it, how many were "answered"; "median_hours" by Kaplan and Meier, in whole hours, None when
    fewer than half were answered; "waiting" are left at the end of the last day."""
    posts = started_between(scope.group_id, scope.begins, scope.ends)
    waits = [wait_of(one, scope.ends) for one in posts]
    return {
        "population": people(len(posts)),
        **counted(scope),
        "within": [_within(hours, posts, scope.ends) for hours in HOURS],
        "median_hours": median_hours(waits),
        "waiting": people(sum(not one.has_ended for one in waits)),
    }


def wait_of(post: Started, until: datetime) -> Wait:
    """Hours until the first answer; until the end for a post that had none by then."""
    has_ended = post.answered_at is not None and post.answered_at < until
    end = post.answered_at if has_ended and post.answered_at else until
    return Wait(max((end - post.posted_at) / _HOUR, 0.0), has_ended)


def median_hours(waits: Sequence[Wait]) -> int | None:
    """In whole hours, at least one, so that it is nobody's own time; None of too few."""
    curve = kaplan_meier(waits) if people(len(waits)) is not None else None
    median = curve.median if curve else None
    return None if median is None else max(1, round(median))


def _within(hours: int, posts: Sequence[Started], until: datetime) -> Numbers:
    long = timedelta(hours=hours)
    known = [one for one in posts if one.posted_at + long <= until]
    soon = [one for one in known if one.answered_at and one.answered_at - one.posted_at <= long]
    return {"hours": hours, "of": people(len(known)), "answered": people(len(soon))}
