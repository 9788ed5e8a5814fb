"""Whether a tail follows a power law, and whether that can be told at all (science.md 1.4)."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize_scalar
from scipy.special import zeta

from app.engagement.services.figures import power_law as module
from app.engagement.services.figures.lognormal import compare
from app.engagement.services.figures.power_law import exponent, power_law
from tests.engagement.figures.goldens import ZIPF100


def zipf(count: int, alpha: float = 2.4, seed: int = 5) -> list[int]:
    """Counts of a true power law."""
    return np.random.default_rng(seed).zipf(alpha, count).tolist()


def lognormal(count: int) -> list[int]:
    """Counts of a true lognormal, nearly all above 0."""
    drawn = np.random.default_rng(5).lognormal(3, 0.6, count)
    return np.maximum(1, np.round(drawn)).astype(int).tolist()


def test_the_short_formula_gives_what_is_known_of_zipf() -> None:
    found = power_law(ZIPF100, x_min=10)
    assert (found.tail, round(found.alpha_by_formula, 3)) == (100, 1.983)


def test_the_exponent_has_the_largest_likelihood() -> None:
    logs = np.log(ZIPF100)

    def loss(alpha: float) -> float:
        return alpha * logs.mean() + np.log(zeta(alpha, 10))

    best = minimize_scalar(loss, bounds=(1.1, 5), method="bounded", options={"xatol": 1e-9}).x
    assert power_law(ZIPF100, x_min=10).alpha == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize(("alpha", "x_min"), [(1.5, 1), (2.5, 1), (2.5, 7), (4.0, 1000)])
def test_the_mean_logarithm_of_a_law_leads_back_to_its_exponent(alpha: float, x_min: int) -> None:
    step = 1e-6
    mean_log = -(np.log(zeta(alpha + step, x_min)) - np.log(zeta(alpha - step, x_min))) / (2 * step)
    assert exponent(mean_log, x_min) == pytest.approx(alpha, abs=1e-4)


def test_a_tail_that_begins_very_far_out_is_fitted_too() -> None:
    """And no share is divided that has become too small for a number."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert 1 < exponent(math.log(10**9) + 1e-9, 10**9) < 60


def test_a_true_power_law_is_not_ruled_out() -> None:
    found = power_law(zipf(400), x_min=1)
    assert found.alpha == pytest.approx(2.4, abs=0.2)
    assert found.fit_p > 0.1


def test_a_lognormal_is_found_out() -> None:
    found = power_law(lognormal(400), x_min=1)
    assert found.fit_p < 0.01
    assert found.rivals.ratio < 0
    assert found.rivals.p < 0.01
    assert (found.rivals.mu, found.rivals.sigma) == pytest.approx((3, 0.6), abs=0.1)


def test_so_few_do_not_tell_a_power_law_from_a_lognormal() -> None:
    assert power_law(ZIPF100, x_min=10).rivals.p > 0.1


@pytest.mark.parametrize(("tail", "is_said"), [(49, False), (50, True)])
def test_under_fifty_in_the_tail_nothing_is_said(tail: int, is_said: bool) -> None:
    counts = [2, 3] + [5 + place for place in range(tail)]
    assert (power_law(counts, x_min=5) is not None) == is_said


def test_a_tail_of_equal_counts_has_no_exponent() -> None:
    assert power_law([1] * 100, x_min=1) is None


def test_a_tail_from_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="tail"):
        power_law(ZIPF100, x_min=0)


def test_the_same_counts_give_the_same_answer_in_any_order() -> None:
    counts = zipf(100)
    assert power_law(counts, x_min=1) == power_law([0, 0, *reversed(counts)], x_min=1)


def test_a_thousand_tails_or_more_are_drawn() -> None:
    assert module.RESAMPLES >= 1_000
    assert len(list(module._drawn(50, 2.5, 1))) == module.RESAMPLES


@pytest.mark.parametrize(("alpha", "x_min"), [(2.5, 1), (1.3, 3), (3.5, 6)])
def test_drawn_tails_have_the_shares_of_the_law(alpha: float, x_min: int) -> None:
    """Beyond the table, too: for 1.3 one count in fifteen lies there."""
    edges = [x_min, x_min + 1, x_min + 2, x_min + 5, x_min + 50, 20_000, 100_000]
    above = zeta(alpha, np.array(edges)) / zeta(alpha, x_min)
    shares = np.append(above[:-1] - above[1:], above[-1])
    drawn = np.zeros(len(edges))
    for values, times in module._drawn(300, alpha, x_min):
        np.add.at(drawn, np.searchsorted(edges, values, side="right") - 1, times)
    assert drawn.sum() == 300 * module.RESAMPLES
    wanted = shares * drawn.sum()
    usual = wanted >= 5
    wanted, seen = wanted[usual], drawn[usual]
    assert stats.chisquare(seen, wanted * seen.sum() / wanted.sum()).pvalue > 0.001


def test_the_distance_is_the_widest_over_every_whole_number() -> None:
    counts = [1] * 30 + [4] * 15 + [40] * 6
    found = power_law(counts, x_min=1)
    whole = np.arange(1, 200)
    seen = np.searchsorted(sorted(counts), whole, side="right") / len(counts)
    law = 1 - zeta(found.alpha, whole + 1) / zeta(found.alpha, 1)
    assert found.distance == pytest.approx(np.abs(seen - law).max(), abs=1e-12)


def test_the_lognormal_is_rounded_and_cut_where_the_tail_begins() -> None:
    """Its shares from `x_min` on sum to 1, or the rivals would not be compared on the same counts."""
    tail = np.array([float(one) for one in lognormal(300) if one >= 8])
    found = compare(tail, 2.0, 8)
    law = stats.lognorm(found.sigma, scale=np.exp(found.mu))
    shares = (law.cdf(tail + 0.5) - law.cdf(tail - 0.5)) / law.sf(7.5)
    ours = -2.0 * np.log(tail) - np.log(zeta(2.0, 8)) - np.log(shares)
    assert found.ratio == pytest.approx(ours.sum(), rel=1e-6)
    assert found.z == pytest.approx(ours.sum() / (ours.std() * np.sqrt(len(tail))), rel=1e-6)
    assert found.p == pytest.approx(2 * stats.norm.sf(abs(found.z)))
