"""Whether people who were answered soon came back more often (science.md 2.1, E7). It is an
association: what somebody writes, and how they are, has to do with both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.engagement.queries.first_posts import Started, started_between
from app.engagement.services.figures.differences import associate
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import people

SOON = timedelta(hours=24)
BACK_WITHIN = timedelta(days=28)
LEAST_A_SIDE = 20
"""People. Of fewer on either side nothing is compared (science.md 2.2)."""


@panel("return_after_first")
def return_after_first(scope: Scope) -> Numbers:
    """First posts of as many days as the window has, up to 28 days before its end: of none it is too
    early to say. "soon" and "later": "of" how many, how many came "again"; "difference" of the two
    shares with "low" and "high", from -1 to 1."""
    ends = scope.ends - BACK_WITHIN
    posts = started_between(scope.group_id, ends - timedelta(days=scope.window), ends)
    soon = [one for one in posts if _was_answered_soon(one)]
    later = [one for one in posts if not _was_answered_soon(one)]
    return {
        "population": people(len(posts)),
        **counted(scope),
        **compare(_told(soon), _told(later)),
    }


def compare(soon: tuple[int, int], later: tuple[int, int]) -> Numbers:
    """Each as how many came again, and of how many. From steps of five, so nothing is told that they
    do not tell; with a small number on any side nothing is."""
    first, second = _steps(soon), _steps(later)
    told = associate(first, second) if first and second else None
    apart = told.difference if told else None
    return {
        "soon": {"of": people(soon[1]), "again": first[0] if first and second else None},
        "later": {"of": people(later[1]), "again": second[0] if first and second else None},
        "difference": apart.estimate if apart else None,
        "low": apart.low if apart else None,
        "high": apart.high if apart else None,
    }


def _steps(counts: tuple[int, int]) -> tuple[int, int] | None:
    part, whole = people(counts[0]), people(counts[1])
    stayed_away = people(counts[1] - counts[0])
    if part is None or whole is None or stayed_away is None or counts[1] < LEAST_A_SIDE:
        return None
    return part, whole


def _told(posts: Sequence[Started]) -> tuple[int, int]:
    again = [one for one in posts if one.again_at and one.again_at - one.posted_at <= BACK_WITHIN]
    return len(again), len(posts)


def _was_answered_soon(post: Started) -> bool:
    return post.answered_at is not None and post.answered_at - post.posted_at <= SOON
