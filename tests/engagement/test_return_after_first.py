"""Whether people came back more often after an answer within a day (science.md E7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.engagement.services.figures.differences import associate
from app.engagement.services.panels.return_after_first import compare, return_after_first
from tests.engagement.first_posts import start
from tests.engagement.test_first_answer import scope

SOON, LATE = timedelta(hours=2), timedelta(hours=30)
BACK, TOO_LATE = timedelta(days=5), timedelta(days=40)
AGO = timedelta(days=60)


@pytest.fixture
def group(inside: Flask, make: Any) -> Any:
    """Of 40 answered within a day 30 came back in time, of 40 others 10; beside them another group, and
    first posts of which it is too early to say, all of people who came back."""
    mine, other = make.group(), make.group()
    with unit_of_work():
        start(mine, 30, ago=AGO, answered=SOON, again=BACK)
        start(mine, 6, ago=AGO, answered=SOON)
        start(mine, 4, ago=AGO, answered=SOON, again=TOO_LATE)
        start(mine, 10, ago=AGO, answered=LATE, again=BACK)
        start(mine, 30, ago=AGO)
        for which in (mine, other):
            start(which, 20, ago=timedelta(days=27), answered=LATE, again=timedelta(days=1))
        start(other, 20, ago=AGO, answered=LATE, again=BACK)
    return mine


def test_the_published_shares_lie_twelve_points_apart():
    """949 of 1694 and 477 of 1083 (Joyce and Kraut 2006): .120 (.082 to .157); in steps of five the
    panel says the same within half a point."""
    exact = associate((949, 1694), (477, 1083))
    assert exact is not None
    apart = exact.difference
    told = [round(value, 3) for value in (apart.estimate, apart.low, apart.high)]
    assert told == [0.120, 0.082, 0.157]
    shown = compare((949, 1694), (477, 1083))
    assert shown["soon"] == {"of": 1695, "again": 950}
    for name, golden in (("difference", 0.120), ("low", 0.082), ("high", 0.157)):
        assert shown[name] == pytest.approx(golden, abs=0.005)


def test_who_was_answered_soon_is_compared_with_everybody_else(group: Any):
    told = return_after_first(scope(group))
    assert told["soon"] == {"of": 40, "again": 30}
    assert told["later"] == {"of": 40, "again": 10}
    assert told["difference"] == pytest.approx(0.5)
    assert 0 < told["low"] < told["difference"] < told["high"] < 1


def test_first_posts_younger_than_four_weeks_are_not_in_it(group: Any):
    assert return_after_first(scope(group))["population"] == 80


def test_a_site_counts_every_group(group: Any):
    assert return_after_first(scope(None))["later"] == {"of": 60, "again": 30}


@pytest.mark.parametrize(
    ("soon", "later"),
    [
        ((10, 19), (10, 40)),
        ((10, 40), (10, 19)),
        ((4, 40), (10, 40)),
        ((37, 40), (10, 40)),
        ((0, 0), (0, 0)),
    ],
)
def test_with_few_on_any_side_nothing_is_compared(soon: tuple[int, int], later: tuple[int, int]):
    told = compare(soon, later)
    assert [told[name] for name in ("difference", "low", "high")] == [None] * 3
    assert (told["soon"]["again"], told["later"]["again"]) == (None, None)
