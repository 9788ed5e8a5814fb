"""Whether the noisy interval covers what it says. Wilson's is tested in tests/core."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.proportions import wilson
from app.insights.services.intervals import noisy_share
from app.insights.services.show_rules import rounded

HALF = Fraction(1, 2)


@given(part=st.integers(0, 400), rest=st.integers(0, 400))
def test_noise_never_narrows_an_interval(part: int, rest: int) -> None:
    people = part + rest + 1
    noisy, plain = noisy_share(part, people, cells=(1, 2), epsilon=HALF), wilson(part, people)
    assert plain is not None
    assert noisy.high - noisy.low >= plain.high - plain.low - 1e-9
    assert 0 <= noisy.low <= noisy.estimate <= noisy.high <= 1


@given(part=st.integers(0, 300), rest=st.integers(0, 300))
def test_stronger_noise_widens_the_interval(part: int, rest: int) -> None:
    people = part + rest + 1
    strong = noisy_share(part, people, cells=(1, 2), epsilon=Fraction(1, 4))
    weak = noisy_share(part, people, cells=(1, 2), epsilon=HALF)
    assert strong.high - strong.low >= weak.high - weak.low


@pytest.mark.parametrize(
    ("n", "truth"), [(60, 0.65), (120, 0.5), (190, 0.2), (600, 0.9), (80, 0.97)]
)
def test_the_noisy_interval_holds_the_truth_about_95_times_in_100(n: int, truth: float) -> None:
    chance = np.random.default_rng(20261122)
    ratio = np.exp(-0.5)
    tries, hits = 1500, 0
    for _ in range(tries):
        helped = chance.binomial(n, truth)
        less = (n - helped) // 2
        cells = np.array([n - helped - less, less, helped])
        noise = chance.geometric(1 - ratio, 3) - chance.geometric(1 - ratio, 3)
        noisy = [int(cell) for cell in cells + noise]
        share = noisy_share(
            rounded(noisy[2]), max(5, rounded(sum(noisy))), cells=(1, 2), epsilon=HALF
        )
        hits += share.low <= truth <= share.high
    assert 0.93 <= hits / tries <= 0.995


def test_an_empty_cohort_has_no_share() -> None:
    with pytest.raises(ValueError, match="people"):
        noisy_share(5, 0, cells=(1, 1), epsilon=HALF)


def test_a_share_at_the_very_end_keeps_a_useful_interval() -> None:
    everybody = noisy_share(70, 70, cells=(1, 2), epsilon=HALF)
    assert 0.8 < everybody.low < 0.95
    assert everybody.high == 1
