"""Means of two groups (science.md 1.4 and 2.2)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from app.engagement.services.figures.two_groups import (
    cohen_d,
    equivalence,
    hedges_g,
    pooled_deviation,
    welch,
)
from tests.engagement.figures.goldens import POSTERS, READERS, people_with

answers = st.lists(st.integers(1, 7), min_size=3, max_size=40).filter(lambda x: len({*x}) > 1)


def compared(first: list[float], second: list[float]) -> CompareMeans:
    return CompareMeans(DescrStatsW(first), DescrStatsW(second))


def test_two_known_groups_have_the_known_welch_test() -> None:
    found = welch(READERS, POSTERS)
    assert (round(found.t, 3), round(found.df, 2), round(found.p, 4)) == (-2.187, 17.51, 0.0426)
    apart = found.difference
    assert [round(value, 3) for value in (apart.estimate, apart.low, apart.high)] == [
        -1.0, -1.963, -0.037,
    ]  # fmt: skip


def test_two_known_groups_have_the_known_sizes_of_effect() -> None:
    g = hedges_g(READERS, POSTERS)
    assert round(cohen_d(READERS, POSTERS), 3) == -0.953
    assert [round(value, 3) for value in (g.estimate, g.low, g.high)] == [-0.917, -1.799, -0.035]


def test_published_ages_give_our_values_where_the_printed_one_does_not_recompute() -> None:
    """Setoyama 2011 prints P = .66 for these means and deviations."""
    posters, lurkers = people_with(43.71, 7.197, 107), people_with(44.79, 7.474, 113)
    found, g = welch(posters, lurkers), hedges_g(posters, lurkers)
    assert (round(found.t, 2), round(found.p, 2)) == (-1.09, 0.28)
    assert round(g.estimate, 3) == -0.147
    assert (round(g.low, 2), round(g.high, 2)) == (-0.41, 0.12)


def test_so_few_and_so_different_people_are_not_shown_to_be_alike() -> None:
    assert equivalence(READERS, POSTERS).p > 0.9


def test_many_alike_people_are_shown_to_be_alike() -> None:
    first, second = people_with(3.00, 1, 300), people_with(3.05, 1, 300)
    found = equivalence(first, second)
    assert found.margin == pytest.approx(0.3)
    assert found.p < 0.05


def test_a_narrower_margin_is_harder_to_keep() -> None:
    first, second = people_with(3.00, 1, 300), people_with(3.05, 1, 300)
    assert equivalence(first, second, margin=0.1).p > 0.05


def test_a_difference_at_the_margin_is_ruled_out_for_nobody() -> None:
    found = equivalence(people_with(3.3, 1, 50), people_with(3.0, 1, 50))
    assert found.p == pytest.approx(0.5)


@pytest.mark.parametrize(("first", "second"), [([3, 3], [3, 3]), ([1, 1], [5, 5]), ([1], [1, 2])])
def test_groups_that_do_not_vary_are_not_compared(first: list[float], second: list[float]) -> None:
    figures = (welch, cohen_d, hedges_g, equivalence, pooled_deviation)
    assert [figure(first, second) for figure in figures] == [None] * len(figures)


@pytest.mark.parametrize("margin", [0, -0.3])
def test_a_margin_of_nothing_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="margin"):
        equivalence(READERS, POSTERS, margin)


@given(answers, answers)
def test_welch_agrees_with_statsmodels(first: list[int], second: list[int]) -> None:
    found, oracle = welch(first, second), compared(first, second)
    expected = oracle.ttest_ind(usevar="unequal")
    assert (found.t, found.p, found.df) == pytest.approx(expected)
    ends = oracle.tconfint_diff(usevar="unequal")
    assert (found.difference.low, found.difference.high) == pytest.approx(ends)


@given(answers, answers, st.floats(0.05, 2))
def test_equivalence_agrees_with_statsmodels(
    first: list[int], second: list[int], margin: float
) -> None:
    found = equivalence(first, second, margin)
    expected, *_rest = compared(first, second).ttost_ind(
        -found.margin, found.margin, usevar="unequal"
    )
    assert found.p == pytest.approx(expected, abs=1e-12)


@given(answers, answers)
def test_the_size_of_effect_is_corrected_and_never_larger(
    first: list[int], second: list[int]
) -> None:
    d, g = cohen_d(first, second), hedges_g(first, second)
    n, m = len(first), len(second)
    assert abs(g.estimate) <= abs(d)
    assert g.estimate == pytest.approx(d * (1 - 3 / (4 * (n + m) - 9)))
    pooled = compared(first, second).std_meandiff_pooledvar
    assert d * pooled_deviation(first, second) / pooled == pytest.approx(
        (sum(first) / n - sum(second) / m) / pooled
    )
    assert pooled == pytest.approx(pooled_deviation(first, second) * math.sqrt(1 / n + 1 / m))


@given(answers, answers, st.integers(-20, 20), st.integers(1, 9))
def test_another_unit_changes_no_size_of_effect(
    first: list[int], second: list[int], shift: int, scale: int
) -> None:
    moved = [[shift + scale * one for one in group] for group in (first, second)]
    assert hedges_g(*moved).estimate == pytest.approx(hedges_g(first, second).estimate, abs=1e-9)
    assert equivalence(*moved).p == pytest.approx(equivalence(first, second).p, abs=1e-9)


@given(answers, answers)
def test_groups_turned_round_change_the_sign_only(first: list[int], second: list[int]) -> None:
    one, other = welch(first, second), welch(second, first)
    assert (one.t, one.p) == pytest.approx((-other.t, other.p))
    assert one.difference.low == pytest.approx(-other.difference.high)
    assert equivalence(first, second).p == pytest.approx(equivalence(second, first).p)
