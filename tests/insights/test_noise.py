"""The sampler against its exact law, and the law against an independent library."""

from __future__ import annotations

import math
import secrets
from collections import Counter
from fractions import Fraction

import opendp.prelude as dp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.insights.services.chance import chance_in_pieces
from app.insights.services.noise import Below, draw_noise, happens_with_exp
from app.insights.services.noise_law import (
    best_guess_rate,
    chance_of,
    chance_shown,
    chance_up_to,
    error_bound,
    variance,
)

HALF = Fraction(1, 2)
# One in a million: a fair sampler fails such a test less than once in a working life.
UNLUCKY = 1e-6


def _chi_square(counts: Counter[int], epsilon: Fraction, edge: int) -> float:
    n = sum(counts.values())
    inner = range(-edge, edge + 1)
    seen = [counts[value] for value in inner]
    law = [chance_of(value, epsilon) for value in inner]
    tails = [
        sum(count for value, count in counts.items() if value < -edge),
        sum(count for value, count in counts.items() if value > edge),
    ]
    tail = (1 - sum(law)) / 2
    expected = [n * chance for chance in (*law, tail, tail)]
    return float(stats.chisquare([*seen, *tails], expected).pvalue)


@pytest.mark.parametrize("below", [secrets.randbelow, chance_in_pieces()], ids=["one", "pieces"])
@pytest.mark.parametrize("epsilon", [HALF, Fraction(1, 4), Fraction(3, 2)])
def test_draws_follow_the_exact_law(epsilon: Fraction, below: Below) -> None:
    counts = Counter(draw_noise(epsilon, below) for _ in range(20_000))
    assert _chi_square(counts, epsilon, edge=6) > UNLUCKY


def test_a_slightly_wrong_sampler_is_noticed() -> None:
    wrong = Counter(draw_noise(Fraction(9, 20)) for _ in range(20_000))
    assert _chi_square(wrong, HALF, edge=6) < UNLUCKY


def test_the_independent_library_draws_from_the_same_law() -> None:
    dp.enable_features("contrib")
    space = dp.atom_domain(T="i32"), dp.absolute_distance(T="i32")
    mechanism = dp.m.make_geometric(*space, scale=2.0)
    counts = Counter(mechanism(0) for _ in range(20_000))
    assert _chi_square(counts, HALF, edge=6) > UNLUCKY


def test_the_independent_library_spends_the_same_epsilon() -> None:
    dp.enable_features("contrib")
    space = dp.atom_domain(T="i32"), dp.absolute_distance(T="i32")
    assert dp.m.make_geometric(*space, scale=2.0).map(1) == pytest.approx(0.5)


@pytest.mark.parametrize("epsilon", [HALF, Fraction(1, 4), Fraction(2)])
def test_the_law_is_that_of_the_discrete_laplace_in_scipy(epsilon: Fraction) -> None:
    oracle = stats.dlaplace(float(epsilon))
    for value in range(-12, 13):
        assert chance_of(value, epsilon) == pytest.approx(oracle.pmf(value))
        assert chance_up_to(value, epsilon) == pytest.approx(oracle.cdf(value))
    assert variance(epsilon) == pytest.approx(oracle.var())


def test_neighbouring_counts_differ_by_no_more_than_epsilon_allows() -> None:
    for value in range(-30, 31):
        ratio = chance_of(value, HALF) / chance_of(value - 1, HALF)
        assert math.exp(-0.5) - 1e-12 <= ratio <= math.exp(0.5) + 1e-12


def test_the_stated_error_holds_95_in_100_and_no_smaller_one_does() -> None:
    for epsilon, bound in ((HALF, 6), (Fraction(1, 4), 12)):
        assert error_bound(epsilon) == bound
        inside = chance_up_to(bound, epsilon) - chance_up_to(-bound - 1, epsilon)
        tighter = chance_up_to(bound - 1, epsilon) - chance_up_to(-bound, epsilon)
        assert inside >= 0.95 > tighter


def test_ten_people_almost_never_reach_a_threshold_of_24() -> None:
    assert chance_shown(10, 24, HALF) == pytest.approx(0.0006, abs=0.00005)
    assert chance_shown(1, 24, HALF) < 0.00001


def test_the_best_guess_at_one_half_is_62_in_100() -> None:
    assert best_guess_rate(HALF) == pytest.approx(0.622, abs=0.001)


@pytest.mark.parametrize(("part", "of"), [(0, 1), (1, 3), (1, 1), (7, 4), (5, 2)])
def test_chances_of_exp_come_out_as_often_as_they_should(part: int, of: int) -> None:
    hits = sum(happens_with_exp(part, of) for _ in range(8_000))
    assert stats.binomtest(hits, 8_000, math.exp(-part / of)).pvalue > UNLUCKY


@given(st.integers(max_value=-1))
def test_a_chance_above_one_is_refused(part: int) -> None:
    with pytest.raises(ValueError, match="below zero"):
        happens_with_exp(part, 1)


@pytest.mark.parametrize("epsilon", [Fraction(0), Fraction(-1, 2)])
def test_noise_without_a_positive_epsilon_is_refused(epsilon: Fraction) -> None:
    with pytest.raises(ValueError, match="above zero"):
        draw_noise(epsilon)


def test_all_chance_comes_from_the_operating_system_in_whole_numbers() -> None:
    asked: list[int] = []

    def below(n: int) -> int:
        asked.append(n)
        return secrets.randbelow(n)

    drawn = [draw_noise(HALF, below) for _ in range(200)]
    assert all(type(number) is int and number > 0 for number in asked)
    assert all(type(number) is int for number in drawn)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 200, 256, 257, 1000])
def test_chance_in_pieces_makes_every_number_as_likely(n: int) -> None:
    below = chance_in_pieces()
    counts = Counter(below(n) for _ in range(20 * n + 2000))
    assert set(counts) <= set(range(n))
    if n > 1:
        assert stats.chisquare([counts[number] for number in range(n)]).pvalue > UNLUCKY


def test_two_pieces_never_give_the_same_numbers() -> None:
    one, other = chance_in_pieces(), chance_in_pieces()
    assert [one(256) for _ in range(32)] != [other(256) for _ in range(32)]
