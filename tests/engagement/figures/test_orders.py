"""Two groups by the order of their answers (science.md 1.4 and 2.2)."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.engagement.services.figures import orders
from app.engagement.services.figures.orders import cliff_delta, mann_whitney
from tests.engagement.figures.goldens import POSTERS, READERS, people_with

answers = st.lists(st.integers(1, 7), min_size=2, max_size=40)
pairs = st.tuples(answers, answers).filter(lambda both: len({*both[0], *both[1]}) > 1)


def pairwise_wins(first: list[float], second: list[float]) -> float:
    """Over all pairs: 1 for the first above the second, a half for equals."""
    return sum((a > b) + (a == b) / 2 for a in first for b in second)


def test_two_known_groups_have_the_known_u_and_delta() -> None:
    found = mann_whitney(READERS, POSTERS)
    assert (found.u, round(found.p, 4)) == (30, 0.0443)
    assert cliff_delta(READERS, POSTERS).estimate == -0.5


def test_all_above_all_is_one_with_no_doubt() -> None:
    found = cliff_delta([5, 6, 7], [1, 2, 3])
    assert (found.estimate, found.low, found.high) == (1, 1, 1)


@pytest.mark.parametrize(("first", "second"), [([3, 3], [3]), ([], [1, 2]), ([1, 2], [])])
def test_equal_answers_and_empty_groups_have_no_order(
    first: list[float], second: list[float]
) -> None:
    assert (mann_whitney(first, second), cliff_delta(first, second)) == (None, None)


def test_the_same_answers_give_the_same_interval_in_any_order() -> None:
    assert cliff_delta(READERS, POSTERS) == cliff_delta(READERS[::-1], POSTERS[::-1])


def test_two_thousand_samples_or_more_are_drawn() -> None:
    assert orders.RESAMPLES >= 2_000


def test_the_interval_of_many_is_about_that_of_theory() -> None:
    """Cliff 1996: the variance of delta from how much single people differ in it."""
    first, second = people_with(3.0, 1, 300), people_with(3.4, 1, 250)
    signs = np.sign(np.array(first)[:, None] - np.array(second))
    rows, columns = signs.mean(axis=1), signs.mean(axis=0)
    error = math.sqrt(rows.var(ddof=1) / 300 + columns.var(ddof=1) / 250)
    found = cliff_delta(first, second)
    assert found.low == pytest.approx(found.estimate - 1.96 * error, abs=0.01)
    assert found.high == pytest.approx(found.estimate + 1.96 * error, abs=0.01)


def test_the_interval_holds_the_truth_in_nearly_all_groups() -> None:
    """Normal answers half a deviation apart: delta is 2Φ(0.5/√2) - 1."""
    truth = 2 * stats.norm.cdf(0.5 / math.sqrt(2)) - 1
    chance, held = np.random.default_rng(3), 0
    for _ in range(60):
        first, second = chance.normal(0.5, 1, 60).tolist(), chance.normal(0, 1, 60).tolist()
        found = cliff_delta(first, second)
        held += found.low <= truth <= found.high
    assert 52 <= held <= 60


@given(pairs)
def test_u_counts_pairs_and_delta_says_the_same(both: tuple[list[int], list[int]]) -> None:
    wins, whole = pairwise_wins(*both), len(both[0]) * len(both[1])
    assert mann_whitney(*both).u == wins
    assert cliff_delta(*both).estimate == pytest.approx(2 * wins / whole - 1, abs=1e-12)


@given(pairs)
def test_the_p_value_is_that_of_the_textbook(both: tuple[list[int], list[int]]) -> None:
    """Normal law, variance corrected for ties, half a step of continuity."""
    n, m = len(both[0]), len(both[1])
    _values, ties = np.unique([*both[0], *both[1]], return_counts=True)
    people = n + m
    variance = n * m / 12 * (people + 1 - sum(ties**3 - ties) / (people * (people - 1)))
    u = pairwise_wins(*both)
    z = max(0.0, abs(u - n * m / 2) - 0.5) / math.sqrt(variance)
    assert mann_whitney(*both).p == pytest.approx(math.erfc(z / math.sqrt(2)), abs=1e-9)


@given(pairs, st.randoms(use_true_random=False))
def test_only_order_matters(both: tuple[list[int], list[int]], chance: random.Random) -> None:
    steps = sorted(chance.sample(range(1000), 8))
    moved = [[steps[one] for one in group] for group in both]
    assert cliff_delta(*moved) == cliff_delta(*both)
    assert mann_whitney(*moved) == mann_whitney(*both)


@given(pairs)
def test_the_interval_lies_within_minus_one_and_one(both: tuple[list[int], list[int]]) -> None:
    found = cliff_delta(*both)
    assert -1 <= found.low <= found.high <= 1
