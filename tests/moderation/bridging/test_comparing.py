"""Is the line that raters differ along the same one as last week?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.moderation.services.bridging.comparing import Stability, stability
from app.moderation.services.bridging.shapes import Status
from tests.moderation.bridging.community import rated, scored, two_camps


def factors(*found: float | None) -> dict[int, Status]:
    blank = Status(verdict="needs_more", method="bridging", ratings=9)
    return {key: replace(blank, factor=one) for key, one in enumerate(found)}


def test_a_few_more_ratings_leave_the_line_where_it_was() -> None:
    more = two_camps() + rated(range(4, 9), 113, 1)
    found = stability(scored(two_camps()), scored(more))
    assert found.notes == 13
    assert found.correlation > 0.95
    assert found.is_stable


def test_a_mirrored_line_is_the_same_line() -> None:
    found = stability(factors(0.1, 0.5, -0.7), factors(-0.1, -0.5, 0.7))
    assert found.correlation == pytest.approx(1)


def test_a_line_that_wandered_is_not_stable() -> None:
    found = stability(factors(0.8, -0.8, 0.8, -0.8), factors(0.8, 0.7, -0.8, -0.7))
    assert found.correlation < 0.2
    assert not found.is_stable


@pytest.mark.parametrize(("correlation", "is_stable"), [(0.8, True), (0.799, False), (None, False)])
def test_stable_begins_at_eight_tenths(correlation: float | None, is_stable: bool) -> None:
    assert Stability(12, correlation).is_stable is is_stable


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        ((), (), 0),
        ((0.1, 0.2), (0.1, 0.2), 2),
        ((0.1, 0.2, None, 0.4), (0.1, None, 0.3, 0.4), 2),
        ((0.1, 0.1, 0.1), (0.1, 0.2, 0.3), 3),
    ],
    ids=["nothing", "two notes", "two in common", "all alike"],
)
def test_where_nothing_can_be_compared_nothing_is_said(
    before: tuple[float | None, ...], after: tuple[float | None, ...], notes: int
) -> None:
    assert stability(factors(*before), factors(*after)) == Stability(notes, None)
