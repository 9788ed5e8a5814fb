"""Intervals of shares and of their difference, against scipy and against published numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.core.proportions import needed_per_arm, newcombe, wilson

shares = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
# Newcombe 1998, table II, method 10: the eight pairs that he compares all methods on.
NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0),
    ((10, 10), (0, 10), 0.6075, 1.0),
]


@given(shares)
def test_wilson_agrees_with_scipy(case: tuple[int, int]) -> None:
    part, whole = case
    oracle = stats.binomtest(part, whole).proportion_ci(0.95, method="wilson")
    ours = wilson(part, whole)
    assert ours is not None
    assert (ours.low, ours.high) == pytest.approx((oracle.low, oracle.high), abs=1e-9)


@given(shares)
def test_wilson_lies_within_zero_and_one_around_its_estimate(case: tuple[int, int]) -> None:
    share = wilson(*case)
    assert share is not None
    assert 0 <= share.low <= share.estimate <= share.high <= 1


@given(shares)
def test_more_people_with_the_same_share_give_a_narrower_interval(case: tuple[int, int]) -> None:
    part, whole = case
    one, ten = wilson(part, whole), wilson(10 * part, 10 * whole)
    assert one is not None
    assert ten is not None
    assert ten.high - ten.low < one.high - one.low


def test_fifty_seven_of_sixty_is_no_proof_of_ninety_five_in_a_hundred() -> None:
    share = wilson(57, 60)
    assert share is not None
    assert (round(share.low, 2), round(share.high, 2)) == (0.86, 0.98)


def test_a_share_of_nothing_is_none_and_never_zero() -> None:
    assert wilson(0, 0) is None
    assert newcombe((0, 0), (3, 4)) is None
    assert newcombe((3, 4), (0, 0)) is None


@pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 4), (1, 0)])
def test_a_share_that_cannot_be_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="part"):
        wilson(part, whole)
    with pytest.raises(ValueError, match="part"):
        newcombe((1, 2), (part, whole))


def test_replies_and_coming_back_differ_as_the_study_says() -> None:
    """science.md E7."""
    apart = newcombe((949, 1694), (477, 1083))
    assert apart is not None
    said = (apart.estimate, apart.low, apart.high)
    assert tuple(round(value, 3) for value in said) == (0.120, 0.082, 0.157)


@pytest.mark.parametrize(("first", "second", "low", "high"), NEWCOMBE)
def test_the_pairs_that_newcombe_published_come_out(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    apart = newcombe(first, second)
    assert apart is not None
    assert (round(apart.low, 4), round(apart.high, 4)) == (low, high)


@given(shares, shares)
def test_a_difference_turned_round_changes_its_sign_only(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    one, other = newcombe(first, second), newcombe(second, first)
    assert one is not None
    assert other is not None
    assert -1 <= one.low <= one.estimate <= one.high <= 1
    turned = (-other.estimate, -other.high, -other.low)
    assert (one.estimate, one.low, one.high) == pytest.approx(turned)


def test_so_many_are_needed_as_the_tables_say() -> None:
    """Six against seven in ten: 356 in each arm, as in the tables of Fleiss without correction."""
    assert needed_per_arm(0.6, 0.7) == needed_per_arm(0.7, 0.6) == 356


def test_with_so_many_eighty_of_a_hundred_trials_see_the_difference() -> None:
    first, second = 0.10, 0.05
    count = needed_per_arm(first, second)
    seed = [
        stats.binom(count, share).rvs(4000, random_state=n)
        for n, share in enumerate((first, second))
    ]
    pairs = zip(*seed, strict=True)
    seen = sum(_z(int(a), int(b), count) > 1.96 for a, b in pairs)
    assert 0.78 < seen / 4000 < 0.82


def _z(first: int, second: int, count: int) -> float:
    mean = (first + second) / (2 * count)
    return float((first - second) / count / (2 * mean * (1 - mean) / count) ** 0.5)


@pytest.mark.parametrize(("first", "second"), [(0.1, 0.1), (-0.1, 0.1), (0.1, 1.1)])
def test_a_plan_that_cannot_be_is_refused(first: float, second: float) -> None:
    with pytest.raises(ValueError, match="different"):
        needed_per_arm(first, second)
