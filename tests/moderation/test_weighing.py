"""What a report weighs: the published golden numbers, the last hundred, the floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.moderation.services.weighing import accuracy, accuracy_bonus, reporter_weight, steps_up

GOLDENS = [
    (20, 0, 10.80),
    (14, 6, 0.0),
    (7, 13, -5.40),
    (5, 0, 0.0),
    (6, 0, 6.46),
    (90, 10, 11.07),
]


@pytest.mark.parametrize(("agreed", "disagreed", "bonus"), GOLDENS)
def test_the_bonus_is_the_published_one(agreed: int, disagreed: int, bonus: float) -> None:
    assert accuracy_bonus(agreed, disagreed) == bonus


def test_reports_are_counted_from_nought() -> None:
    with pytest.raises(ValueError, match="counted"):
        accuracy_bonus(-1, 8)


@given(st.integers(1, 99), st.integers(6, 100))
def test_agreeing_once_more_never_weighs_less(agreed: int, total: int) -> None:
    agreed = min(agreed, total)
    assert accuracy_bonus(agreed, total - agreed) >= accuracy_bonus(agreed - 1, total - agreed + 1)


def test_only_the_last_hundred_reports_count() -> None:
    outcomes = [False] * 50 + [True] * 90 + [False] * 10
    assert accuracy(outcomes) == (90, 10)
    assert reporter_weight(outcomes) == 1 + 11.07


def test_the_oldest_of_a_hundred_and_one_is_forgotten() -> None:
    assert accuracy([False] + [True] * 100) == (100, 0)
    assert accuracy([True] * 100 + [False]) == (99, 1)


def test_somebody_new_weighs_one() -> None:
    assert reporter_weight([]) == 1.0


def test_people_of_the_staff_count_as_level_five() -> None:
    assert reporter_weight([], is_staff=True) == 6.0


def test_staff_earn_and_lose_like_everybody() -> None:
    assert reporter_weight([True] * 20, is_staff=True) == 16.8


def test_a_weight_is_never_below_nought() -> None:
    assert reporter_weight([False] * 100) == 0.0


def test_reports_that_weigh_nothing_lift_nothing() -> None:
    assert steps_up([]) == steps_up([0.0, 4.15]) == 0


def test_heavier_reports_lift_a_case_step_by_step() -> None:
    assert [steps_up(one) for one in ([4.16], [4.16, 4.17], [12.49], [6.5, 6.0])] == [1, 2, 2, 3]
