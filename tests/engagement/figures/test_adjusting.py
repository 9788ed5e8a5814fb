"""The difference with what else differs held equal (science.md 2.2 and E10)."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engagement.services.figures.adjusting import adjust, least_squares
from app.engagement.services.figures.two_groups import hedges_g

Sample = tuple[list[float], list[bool], dict[str, list[float | None]]]


def confounded(count: int = 400, seed: int = 4) -> Sample:
    """The longer ago the diagnosis, the better people do and the more of them read; reading itself
    changes nothing. The more years, the more people differ."""
    chance = np.random.default_rng(seed)
    years = chance.uniform(0, 20, count)
    reads = chance.uniform(0, 20, count) < years
    score = 20 + 0.5 * years + chance.normal(0, 2 + 0.15 * years, count)
    age = chance.uniform(20, 80, count)
    return score.tolist(), reads.tolist(), {"years": years.tolist(), "age": age.tolist()}


def test_a_difference_that_comes_from_something_else_is_gone_once_that_is_held_equal() -> None:
    score, reads, known = confounded()
    readers = [one for one, is_reader in zip(score, reads, strict=True) if is_reader]
    others = [one for one, is_reader in zip(score, reads, strict=True) if not is_reader]
    found = adjust(score, reads, known)
    crude = hedges_g(readers, others)
    assert 0.4 < crude.estimate < 0.6
    assert crude.low > 0.3
    assert found.readers.effect.low < 0 < found.readers.effect.high
    assert (found.covariates, found.answered, found.used) == (("years", "age"), 400, 400)


def test_without_what_confounds_the_difference_stays() -> None:
    score, reads, known = confounded()
    assert adjust(score, reads, {"age": known["age"]}).readers.effect.low > 0


def test_a_difference_that_is_there_is_found_with_its_direction() -> None:
    score, reads, known = confounded()
    higher = [one + 5 * is_reader for one, is_reader in zip(score, reads, strict=True)]
    effect = adjust(higher, reads, known).readers.effect
    assert effect.low < 5 < effect.high
    assert effect.low > 3


def test_who_did_not_say_is_left_out_and_counted() -> None:
    score, reads, known = confounded()
    score[0] = None
    known["years"][0] = known["age"][0] = None
    known["years"][1] = known["age"][1] = known["age"][2] = None
    found = adjust(score, reads, known)
    kept = adjust(score[3:], reads[3:], {name: values[3:] for name, values in known.items()})
    assert (found.answered, found.used, found.missing) == (399, 397, {"years": 1, "age": 2})
    assert found.readers == kept.readers


@pytest.mark.parametrize(("fewest", "is_told"), [(19, False), (20, True)])
def test_fewer_than_twenty_left_of_a_group_are_not_compared(fewest: int, is_told: bool) -> None:
    score, reads, known = confounded()
    places = [place for place, is_reader in enumerate(reads) if is_reader]
    for place in places[fewest:]:
        known["age"][place] = None
    for turned in (reads, [not one for one in reads]):
        found = adjust(score, turned, known)
        assert (found.readers is not None) == is_told
        assert found.missing["age"] == len(places) - fewest


def test_what_tells_the_groups_apart_completely_cannot_be_held_equal() -> None:
    score, reads, known = confounded()
    assert (
        adjust(score, reads, {**known, "is reader": [float(one) for one in reads]}).readers is None
    )


def test_lists_that_do_not_match_are_refused() -> None:
    score, reads, known = confounded()
    with pytest.raises(ValueError, match="every person"):
        adjust(score, reads[1:], known)
    with pytest.raises(ValueError, match="every person"):
        adjust(score, reads, {"years": known["years"][1:]})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(12, 80), st.integers(0, 4), st.floats(0.001, 1000))
def test_coefficients_and_errors_agree_with_statsmodels(
    seed: int, count: int, covariates: int, unit: float
) -> None:
    chance = np.random.default_rng(seed)
    known = chance.normal(0, unit, (count, covariates))
    x = np.column_stack([np.ones(count), np.arange(count) % 2, known])
    y = chance.normal(0, 1, count) * (1 + np.arange(count) % 3)
    oracle = sm.OLS(y, x).fit(cov_type="HC3", use_t=True)
    found = least_squares(y.tolist(), x.tolist())
    assert (found.used, found.df) == (count, count - 2 - covariates)
    assert [term.effect.estimate for term in found.terms] == pytest.approx(oracle.params, rel=1e-6)
    assert [term.error for term in found.terms] == pytest.approx(oracle.bse, rel=1e-6)
    assert [term.p for term in found.terms] == pytest.approx(oracle.pvalues, rel=1e-6, abs=1e-12)
    ends = [(term.effect.low, term.effect.high) for term in found.terms]
    assert np.array(ends) == pytest.approx(oracle.conf_int(), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([[1, 0], [1, 1]], [1, 2]),
        ([[1, 2, 4], [1, 3, 6], [1, 5, 10], [1, 7, 14], [1, 8, 16]], [1, 2, 2, 4, 1]),
        ([[1, 0, 3], [1, 0, 4], [1, 0, 6], [1, 0, 1], [1, 0, 2]], [1, 2, 2, 4, 1]),
        ([[1, 0], [1, 0], [1, 0], [1, 1]], [1, 2, 2, 4]),
        ([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 2, 4, 6]),
        ([], []),
    ],
    ids=["nobody left over", "one follows", "one is empty", "one decides", "no scatter", "nobody"],
)
def test_where_a_coefficient_is_not_defined_there_is_no_fit(
    rows: list[list[float]], outcome: list[float]
) -> None:
    assert least_squares(outcome, rows) is None
