"""Every condition for showing a note, alone, on both sides of its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.moderation.services.bridging import guarding
from app.moderation.services.bridging.guarding import Evidence

GOOD = Evidence(
    ratings=40, intercept=0.45, factor=0.1, highest=0.5, net=10, raters=(20, 20), means=(0.9, 0.8)
)
BAD = replace(GOOD, intercept=-0.3, highest=-0.1, net=-10, means=(0.1, 0.1))

Guard = Callable[[Evidence], bool]
LINES: list[tuple[Guard, dict[str, object], dict[str, object]]] = [
    (guarding.has_enough_ratings, {"ratings": 5}, {"ratings": 4}),
    (guarding.scores_high, {"intercept": 0.40}, {"intercept": 0.399}),
    (guarding.is_liked_across, {"factor": 0.499}, {"factor": 0.50}),
    (guarding.is_liked_across, {"factor": -0.499}, {"factor": -0.50}),
    (guarding.is_liked_on_both_sides, {"net": 4, "ratings": 80}, {"net": 3, "ratings": 6}),
    (guarding.is_liked_on_both_sides, {"net": 4, "ratings": 80}, {"net": 4, "ratings": 81}),
    (guarding.is_liked_on_both_sides, {"net": 10, "ratings": 999}, {"net": 9, "ratings": 999}),
    (
        guarding.is_explained,
        {"asks_for_tags": True, "praised": 2},
        {"asks_for_tags": True, "praised": 1},
    ),
    (guarding.is_explained, {"asks_for_tags": False}, {"asks_for_tags": True}),
    (
        guarding.outweighs_criticism,
        {"is_outlier": True, "intercept": 0.50},
        {"is_outlier": True, "intercept": 0.499},
    ),
    (guarding.outweighs_criticism, {"is_outlier": False}, {"is_outlier": True}),
]


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_condition_holds_up_to_its_line_and_no_further(number: int) -> None:
    condition, inside, outside = LINES[number]
    assert condition(replace(GOOD, **inside))
    assert not condition(replace(GOOD, **outside))


ON_SHOW = [
    (guarding.has_enough_ratings, {"ratings": 4}, {"ratings": 3}),
    (guarding.scores_high, {"intercept": 0.3901}, {"intercept": 0.3899}),
    (guarding.is_liked_across, {"factor": 0.5099}, {"factor": 0.5101}),
    (guarding.is_liked_on_both_sides, {"net": 3, "ratings": 7}, {"net": 2, "ratings": 7}),
    (
        guarding.outweighs_criticism,
        {"is_outlier": True, "intercept": 0.4901},
        {"is_outlier": True, "intercept": 0.4899},
    ),
]


@pytest.mark.parametrize("number", range(len(ON_SHOW)))
def test_a_note_on_show_may_lack_a_hundredth_or_one_rater(number: int) -> None:
    condition, inside, outside = ON_SHOW[number]
    shown = replace(GOOD, is_shown=True)
    assert condition(replace(shown, **inside))
    assert not condition(replace(shown, **outside))
    assert not condition(replace(GOOD, **inside))


def test_a_note_on_show_is_not_asked_for_its_reasons_again() -> None:
    assert guarding.is_explained(replace(GOOD, asks_for_tags=True, is_shown=True))


def test_everything_that_is_missing_is_told_in_one_go() -> None:
    bare = Evidence(
        ratings=2, intercept=0.1, factor=0.7, highest=0.3, net=1, raters=(1, 1), means=(1, 1),
        asks_for_tags=True, is_outlier=True,
    )  # fmt: skip
    assert guarding.missing(GOOD) == ()
    assert guarding.missing(bare) == (
        "few_ratings", "low_score", "one_sided", "net_helpful", "unexplained", "criticism",
    )  # fmt: skip


NOT_HELPFUL: list[tuple[Guard, dict[str, object], dict[str, object]]] = [
    (guarding.scores_low, {"intercept": -0.051, "factor": 0}, {"intercept": -0.05, "factor": 0}),
    (
        guarding.scores_low,
        {"intercept": -0.46, "factor": -0.5},
        {"intercept": -0.44, "factor": 0.5},
    ),
    (guarding.is_hopeless, {"highest": -0.041}, {"highest": -0.04}),
    (guarding.is_disliked_on_both_sides, {"raters": (3, 9)}, {"raters": (9, 2)}),
    (guarding.is_disliked_on_both_sides, {"means": (0.2, 0.4)}, {"means": (0.1, 0.41)}),
    (guarding.is_disliked_on_both_sides, {"means": (0.2, 0.4)}, {"means": (0.3, 0.4)}),
]


@pytest.mark.parametrize("number", range(len(NOT_HELPFUL)))
def test_each_way_to_be_not_helpful_begins_at_its_line(number: int) -> None:
    way, inside, outside = NOT_HELPFUL[number]
    assert way(replace(BAD, **inside))
    assert not way(replace(BAD, **outside))


@pytest.mark.parametrize(
    "only",
    [
        {"intercept": -0.3, "highest": 0.1, "means": (0.5, 0.5)},
        {"intercept": 0.0, "highest": -0.1, "means": (0.5, 0.5)},
        {"intercept": 0.0, "highest": 0.1, "means": (0.1, 0.1)},
    ],
    ids=["low", "hopeless", "disliked"],
)
def test_one_way_is_enough_once_five_have_rated(only: dict[str, object]) -> None:
    assert guarding.is_not_helpful(replace(BAD, **only))
    assert not guarding.is_not_helpful(replace(BAD, **only, ratings=4))


def test_a_note_that_none_of_the_ways_fits_waits() -> None:
    assert not guarding.is_not_helpful(GOOD)


def test_where_reasons_are_given_two_must_speak_against_it() -> None:
    asked = replace(BAD, asks_for_tags=True, criticised=1)
    assert not guarding.is_not_helpful(asked)
    assert guarding.is_not_helpful(replace(asked, criticised=2))
