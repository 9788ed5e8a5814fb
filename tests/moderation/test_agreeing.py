"""Kappa of decisions that two moderators made, its interval, and which decisions are drawn."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from app.moderation.services.agreeing import agreement, sample, sample_size

# 50 proposals read twice: the example of most textbooks.
TEXTBOOK = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


def simulated(chance: np.random.Generator, pairs: int, alike: float) -> list[tuple[str, str]]:
    """Second decisions that repeat the first with a probability, and are drawn anew otherwise. Both
    labels are equally likely, so the true kappa is that probability."""
    labels = np.array(["hide", "keep"])
    first = labels[chance.integers(0, 2, pairs)]
    anew = labels[chance.integers(0, 2, pairs)]
    second = np.where(chance.random(pairs) < alike, first, anew)
    return list(zip(first.tolist(), second.tolist(), strict=True))


def test_the_textbook_gives_point_four() -> None:
    found = agreement(TEXTBOOK)
    assert (found.reviewed, found.alike) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def kappa_of(cells: np.ndarray) -> float:
    """From the shares of all pairs."""
    by_chance = cells.sum(axis=0) @ cells.sum(axis=1)
    return float((np.trace(cells) - by_chance) / (1 - by_chance))


def test_the_interval_is_as_wide_as_kappa_is_steep() -> None:
    """The variance of any smooth function of shares, with slopes measured instead of derived."""
    counts = np.array([[44, 5, 1], [13, 15, 9], [2, 4, 7]])
    labels = ("keep", "note", "hide")
    pairs = [(labels[i], labels[j]) for i, j in np.ndindex(3, 3) for _pair in range(counts[i, j])]
    cells = counts / 100
    steps = np.eye(9).reshape(9, 3, 3) * 1e-6
    slopes = [(kappa_of(cells + one) - kappa_of(cells - one)) / 2e-6 for one in steps]
    shares = cells.ravel()
    variance = (shares @ np.square(slopes) - (shares @ slopes) ** 2) / 100
    found = agreement(pairs)
    assert found.kappa == pytest.approx(kappa_of(cells))
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * math.sqrt(variance), rel=1e-5)


@pytest.mark.parametrize("alike", [0.3, 0.8])
def test_the_interval_holds_the_truth_nineteen_times_in_twenty(alike: float) -> None:
    chance = np.random.default_rng(7)
    found = [agreement(simulated(chance, 150, alike)) for _run in range(400)]
    assert 0.92 <= np.mean([one.low <= alike <= one.high for one in found]) <= 0.98


def test_four_outcomes_are_compared_as_well_as_two() -> None:
    outcomes = ("keep", "note", "hide", "remove")
    assert agreement(list(product(outcomes, outcomes))).kappa == pytest.approx(0)
    assert agreement([(one, one) for one in outcomes] * 5).kappa == pytest.approx(1)


def test_the_interval_stays_within_one() -> None:
    found = agreement([("hide", "hide")] * 6 + [("keep", "keep")] * 6 + [("hide", "keep")])
    assert -1 <= found.low < found.high <= 1


@pytest.mark.parametrize("pairs", [[], [("hide", "hide")] * 9])
def test_where_chance_would_agree_as_often_nothing_is_said(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    assert (found.reviewed, found.kappa, found.low, found.high) == (len(pairs), None, None, None)


@pytest.mark.parametrize(("decisions", "size"), [(0, 0), (7, 7), (20, 20), (400, 20), (1001, 51)])
def test_a_twentieth_is_reviewed_and_twenty_at_least(decisions: int, size: int) -> None:
    assert sample_size(decisions) == size


def test_everybody_draws_the_same_decisions_whatever_their_order() -> None:
    decisions = [f"case-{number}" for number in range(400)]
    drawn = sample(decisions, "2026-11")
    assert drawn == sample(decisions[::-1], "2026-11")
    assert len(set(drawn)) == 20
    assert drawn != sample(decisions, "2026-12")
