"""Waiting for an answer, with those who still wait (science.md 1.4 and E5)."""

from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.engagement.services.figures.survival import Wait, kaplan_meier

# Days to the first reply; two still wait.
GOLDEN = [Wait(1, True), Wait(2, True), Wait(3, False), Wait(4, True), Wait(6, False)]
some_waits = st.lists(st.builds(Wait, st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def test_the_known_waits_give_the_known_curve() -> None:
    curve = kaplan_meier(GOLDEN)
    found = {step.time: round(step.still_waiting, 9) for step in curve.steps}
    assert found == {1: 0.8, 2: 0.6, 4: 0.3}
    assert (curve.people, curve.median) == (5, 4)


def test_who_still_waits_is_counted_until_now_and_not_dropped() -> None:
    answered_only = [wait for wait in GOLDEN if wait.has_ended]
    assert kaplan_meier(answered_only).median == 2
    assert [step.at_risk for step in kaplan_meier(GOLDEN).steps] == [5, 4, 2]


def test_between_two_steps_the_share_stays_as_it_was() -> None:
    curve = kaplan_meier(GOLDEN)
    asked = {0: 1.0, 0.9: 1.0, 1: 0.8, 1.5: 0.8, 3.9: 0.6, 4: 0.3, 6: 0.3}
    assert {time: round(curve.at(time).still_waiting, 9) for time in asked} == asked


def test_after_the_longest_wait_nothing_is_known_while_somebody_waits() -> None:
    assert kaplan_meier(GOLDEN).at(6.1) is None
    assert kaplan_meier([*GOLDEN, Wait(7, True)]).at(30).still_waiting == 0


def test_a_median_that_was_not_reached_is_none() -> None:
    assert kaplan_meier([Wait(1, True), Wait(5, False), Wait(5, False)]).median is None
    assert kaplan_meier([Wait(3, False)]).steps == ()


def test_a_share_of_exactly_half_is_the_median() -> None:
    """For 24 people the product in binary fractions comes out a little above a half."""
    waits = [Wait(time, True) for time in range(1, 25)]
    assert kaplan_meier(waits).median == 12


def test_whoever_stops_waiting_when_another_is_answered_was_still_there() -> None:
    (step,) = kaplan_meier([Wait(2, True), Wait(2, False)]).steps
    assert (step.at_risk, step.still_waiting) == (2, 0.5)


def test_nobody_has_no_curve() -> None:
    assert kaplan_meier([]) is None


def test_a_curve_at_nothing_and_at_all_has_no_interval() -> None:
    curve = kaplan_meier([Wait(1, True), Wait(2, True)])
    assert (curve.at(0).low, curve.at(0).high) == (None, None)
    assert (curve.steps[-1].low, curve.steps[-1].high) == (None, None)


@pytest.mark.parametrize("time", [-1, float("nan"), float("inf")])
def test_a_wait_that_is_no_time_is_refused(time: float) -> None:
    with pytest.raises(ValueError, match="from 0"):
        kaplan_meier([Wait(1, True), Wait(time, True)])


@pytest.mark.parametrize("time", [-1, float("nan")])
def test_a_moment_that_is_no_time_is_refused(time: float) -> None:
    with pytest.raises(ValueError, match="from 0"):
        kaplan_meier(GOLDEN).at(time)


@given(some_waits)
def test_the_curve_is_the_product_over_everybody_counted_by_hand(waits: list[Wait]) -> None:
    for time in range(13):
        share = Fraction(1)
        for moment in range(time + 1):
            there = sum(wait.time >= moment for wait in waits)
            ended = sum(wait.time == moment and wait.has_ended for wait in waits)
            share *= Fraction(there - ended, there) if there else 1
        step = kaplan_meier(waits).at(time)
        if step is None:
            assert time > max(wait.time for wait in waits)
        else:
            assert step.still_waiting == pytest.approx(float(share), abs=1e-12)


@given(some_waits)
def test_curve_and_interval_agree_with_scipy(waits: list[Wait]) -> None:
    censored = stats.CensoredData.right_censored(
        np.array([wait.time for wait in waits], dtype=float),
        np.array([not wait.has_ended for wait in waits]),
    )
    theirs = stats.ecdf(censored).sf
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        ends = theirs.confidence_interval(0.95, method="log-log")
    for step in kaplan_meier(waits).steps:
        place = list(theirs.quantiles).index(step.time)
        assert step.still_waiting == pytest.approx(theirs.probabilities[place], abs=1e-12)
        if step.low is not None:
            oracle = ends.low.probabilities[place], ends.high.probabilities[place]
            assert (step.low, step.high) == pytest.approx(oracle, abs=1e-9)


@given(some_waits)
def test_without_anybody_waiting_it_is_the_plain_share(waits: list[Wait]) -> None:
    ended = [Wait(wait.time, True) for wait in waits]
    for time in range(13):
        longer = sum(wait.time > time for wait in ended) / len(ended)
        assert kaplan_meier(ended).at(time).still_waiting == pytest.approx(longer, abs=1e-12)


@given(some_waits)
def test_the_interval_lies_around_the_share_within_none_and_all(waits: list[Wait]) -> None:
    for step in kaplan_meier(waits).steps:
        if step.low is not None:
            assert 0 <= step.low <= step.still_waiting <= step.high <= 1
