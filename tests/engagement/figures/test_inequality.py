"""How unevenly posts are shared out (science.md 1.4 and E2)."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagement.services.figures.inequality import (
    concentration,
    corrected_gini,
    fewest_for_half,
    gini,
    lorenz,
    top_share,
    up_to,
)
from app.engagement.services.figures.rank_line import rank_line
from tests.engagement.figures.goldens import ZIPF100

WITH_READERS = ZIPF100 + [0] * 300
any_counts = st.lists(st.integers(0, 500), min_size=1, max_size=60)
some_counts = any_counts.filter(any)


@pytest.mark.parametrize(
    ("counts", "plain", "corrected"),
    [
        ([1, 1, 1, 1], 0, 0),
        ([0, 0, 0, 4], 0.75, 1.0),
        ([1, 2, 3, 4], 0.25, 0.3333),
        ([0, 0, 1, 9], 0.70, 0.9333),
    ],
)
def test_small_groups_have_the_gini_that_was_worked_out_by_hand(
    counts: list[int], plain: float, corrected: float
) -> None:
    found = gini(counts), corrected_gini(counts)
    assert found == pytest.approx((plain, corrected), abs=1e-4)


def test_a_hundred_writers_after_zipf_have_the_known_figures() -> None:
    assert sum(ZIPF100) == 5185
    assert gini(ZIPF100) == pytest.approx(0.6247, abs=1e-4)
    assert top_share(ZIPF100, 1).share == pytest.approx(0.1929, abs=1e-4)
    assert top_share(ZIPF100, 10).share == pytest.approx(0.5649, abs=1e-4)
    assert fewest_for_half(ZIPF100) == 7
    weight = concentration(ZIPF100)
    assert weight.index == pytest.approx(0.0608, abs=1e-4)
    assert weight.effective_members == pytest.approx(16.4, abs=0.05)


def test_their_ranks_lie_on_a_line_as_known() -> None:
    line = rank_line(ZIPF100)
    found = line.ranks, line.slope, line.r_squared
    assert found == (100, pytest.approx(-1.0007, abs=1e-4), pytest.approx(0.9997, abs=1e-4))


def test_the_same_posts_are_shared_out_less_evenly_once_readers_count() -> None:
    assert gini(WITH_READERS) == pytest.approx(0.9062, abs=1e-4)
    top, ten = top_share(WITH_READERS, 1), top_share(WITH_READERS, 10)
    assert (top.people, ten.people) == (4, 40)
    assert top.share == pytest.approx(0.4017, abs=1e-4)
    assert ten.share - top.share == pytest.approx(0.4231, abs=1e-4)
    assert 1 - ten.share == pytest.approx(0.1751, abs=1e-4)


def test_readers_change_neither_the_line_nor_who_gives_half() -> None:
    assert rank_line(WITH_READERS) == rank_line(ZIPF100)
    assert fewest_for_half(WITH_READERS) == 7
    assert concentration(WITH_READERS) == concentration(ZIPF100)


@pytest.mark.parametrize("counts", [[], [0], [0, 0, 0]])
def test_of_nobody_and_of_nothing_a_figure_is_not_defined(counts: list[int]) -> None:
    figures = (gini, corrected_gini, lorenz, fewest_for_half, concentration, rank_line)
    assert [figure(counts) for figure in figures] == [None] * len(figures)
    assert top_share(counts, 1) is None


def test_one_person_alone_has_no_corrected_gini_and_no_line() -> None:
    assert (gini([7]), corrected_gini([7]), rank_line([7, 0])) == (0, None, None)


def test_equal_ranks_make_a_level_line_that_explains_nothing() -> None:
    line = rank_line([5, 5, 5])
    assert (line.slope, line.r_squared) == (pytest.approx(0), None)


@pytest.mark.parametrize(("percent", "people"), [(7, 100), (1, 700), (55, 100), (1, 1), (10, 41)])
def test_a_share_of_people_is_rounded_up_in_whole_numbers(percent: int, people: int) -> None:
    """In binary fractions 0.07 · 100 and 0.55 · 100 are more than 7 and 55."""
    exact = {(7, 100): 7, (1, 700): 7, (55, 100): 55, (1, 1): 1, (10, 41): 5}
    assert up_to(percent, people) == exact[percent, people]


@pytest.mark.parametrize("figure", [gini, lorenz, fewest_for_half, concentration, rank_line])
def test_fewer_than_no_posts_are_refused(figure: object) -> None:
    with pytest.raises(ValueError, match="negative"):
        figure([3, -1])


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_of_people_beyond_all_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        top_share([1, 2], percent)


@given(some_counts)
def test_gini_is_one_less_twice_the_area_under_lorenz(counts: list[int]) -> None:
    people, shares = zip(*lorenz(counts), strict=True)
    assert gini(counts) == pytest.approx(1 - 2 * np.trapezoid(shares, people), abs=1e-12)


@given(some_counts)
def test_gini_is_half_the_mean_distance_of_two_people_over_the_mean(counts: list[int]) -> None:
    values = np.array(counts)
    apart = np.abs(values[:, None] - values).mean()
    assert gini(counts) == pytest.approx(apart / (2 * values.mean()), abs=1e-12)


@given(some_counts, st.randoms(use_true_random=False), st.integers(2, 9))
def test_neither_order_nor_scale_changes_how_uneven_it_is(
    counts: list[int], chance: random.Random, times: int
) -> None:
    mixed = [times * count for count in counts]
    chance.shuffle(mixed)
    assert gini(mixed) == pytest.approx(gini(counts))
    assert lorenz(mixed) == [pytest.approx(point) for point in lorenz(counts)]
    assert concentration(mixed).index == pytest.approx(concentration(counts).index)


@given(some_counts)
def test_lorenz_rises_from_nothing_to_all_below_the_diagonal(counts: list[int]) -> None:
    points = lorenz(counts)
    assert (points[0], points[-1]) == ((0, 0), (1, 1))
    assert points == sorted(points)
    assert all(share <= people + 1e-12 for people, share in points)


@given(some_counts)
def test_one_person_fewer_does_not_give_half(counts: list[int]) -> None:
    most = sorted(counts, reverse=True)
    fewest = fewest_for_half(counts)
    assert 2 * sum(most[:fewest]) >= sum(counts) > 2 * sum(most[: fewest - 1])


@given(st.lists(st.integers(1, 500), min_size=2, max_size=40).filter(lambda x: len({*x}) > 1))
def test_the_line_is_that_of_least_squares(counts: list[int]) -> None:
    ranks = np.log(np.arange(1, len(counts) + 1))
    heights = np.log(sorted(counts, reverse=True))
    line = rank_line(counts)
    assert line.slope == pytest.approx(np.polyfit(ranks, heights, 1)[0], abs=1e-9)
    assert line.r_squared == pytest.approx(np.corrcoef(ranks, heights)[0, 1] ** 2, abs=1e-9)
