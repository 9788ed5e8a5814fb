"""How posts are shared out over members: sums of many, never what one person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.engagement.queries.population import members_seen
from app.engagement.services.figures.inequality import (
    concentration,
    fewest_for_half,
    gini,
    up_to,
)
from app.engagement.services.figures.power_law import power_law
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import LEAST, STEP, people

TAIL_FROM = 10
"""Posts from which on a tail is looked for; settled beforehand (see `figures.power_law`)."""
FITS = 0.1
"""A law that lies as far off in fewer of 100 drawn tails does not describe them (Clauset 2009)."""
_NEAR = LEAST + STEP // 2 + 1
"""So close to the rounded number of those who wrote, fewer than five of them may be left."""
_STEPS = 10


@panel("inequality")
def inequality(scope: Scope) -> Numbers:
    """Gini, the shares of those who wrote most, and how few wrote half: once of all members who were
    there, once of those who wrote, since the same posts give other figures (science.md 1.4, E2)."""
    everybody = members_seen(scope.group_id, scope.first_day, scope.day)
    posts = sorted((one.posts for one in everybody if one.posts), reverse=True)
    seen, posters = people(len(everybody)), people(len(posts))
    told = {"population": seen, **counted(scope), "posts": people(sum(posts))}
    if seen is None or posters is None:
        return told | dict.fromkeys(("gini", "curve", "ranks", "half", "effective", "tail"))
    shares = _Shares(posts, posters)
    # In this order: what is told of everybody decides what may be told of those who wrote.
    curve = [(k, shares.of(k)) for k in (up_to(10 * i, seen) for i in range(1, _STEPS))]
    ranks = {"seen": _ranks(seen, shares), "posters": _ranks(posters, shares)}
    even = concentration(posts)
    return told | {
        "gini": _gini(posts, seen, posters),
        "curve": [[k, share] for k, share in curve if share is not None],
        "ranks": ranks,
        "half": people(fewest_for_half(posts) or 0),
        "effective": people(round(even.effective_members) if even else 0),
        "tail": _tail(posts),
    }


class _Shares:
    """Which share of all posts the `k` who wrote most have, in whole percent. Two numbers of people
    that lie closer than five would give, one less the other, what fewer than five wrote: then the
    second is not told. Whether it is hangs on rounded numbers alone."""

    def __init__(self, posts: Sequence[int], posters: int) -> None:
        self._posts, self._total, self._posters = posts, sum(posts), posters
        self._told = {0}

    def of(self, k: int) -> int | None:
        """None where it may not be told; 100 where more people are asked for than wrote."""
        if abs(k - self._posters) < _NEAR:
            return None
        if k not in self._told and min(abs(k - other) for other in self._told) < LEAST:
            return None
        self._told.add(k)
        return round(100 * sum(self._posts[:k]) / self._total)


def _ranks(population: int, shares: _Shares) -> list[dict[str, Any]]:
    """The top 1 % and the top 10 %, with how many people that is (van Mierlo 2014)."""
    return [
        {"top": percent, "members": people(k), "share": shares.of(k)}
        for percent, k in ((percent, up_to(percent, population)) for percent in (1, 10))
    ]


def _gini(posts: Sequence[int], seen: int, posters: int) -> dict[str, dict[str, float]]:
    """Of those who wrote it is computed; of all it follows from that one and from the rounded numbers,
    since n people without a post only move it: G = 1 - p/n·(1 - G of p). So it tells nothing of how
    many exactly there are. "corrected" is G·n/(n-1)."""
    of_posters = gini(posts) or 0.0
    of_seen = 1 - min(posters / seen, 1) * (1 - of_posters)
    return {
        name: {"plain": round(value, 2), "corrected": round(min(value * n / (n - 1), 1), 2)}
        for name, value, n in (("seen", of_seen, seen), ("posters", of_posters, posters))
    }


def _tail(posts: Sequence[int]) -> dict[str, Any] | None:
    """The exponent of a power law, where 50 people or more are in the tail and the law describes them;
    "lognormal" says whether that law describes them better."""
    found = power_law(posts, x_min=TAIL_FROM)
    if found is None or found.fit_p < FITS:
        return None
    return {
        "from": TAIL_FROM,
        "members": people(found.tail),
        "alpha": round(found.alpha, 1),
        "fit_p": round(found.fit_p, 1),
        "lognormal": found.rivals.ratio < 0 and found.rivals.p < FITS,
    }
