"""What the lexicons learned after they were first counted, and on which texts."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from app.moderation.services.evaluating import BUILD, Judged, measure_labels
from app.moderation.services.triaging.evaluation import FLAGGED, URGENT, judge
from app.moderation.services.triaging.lexicons import common, read_lexicon
from app.moderation.services.triaging.reading import read
from app.moderation.services.triaging.readings import LABELS
from tests.moderation.crisis.looks import FOLDER, label, rules
from tests.support.stand_ins import STAND_INS

CASES = tomllib.loads((FOLDER / "crisis_dev.toml").read_text("utf-8"))[BUILD]
ROUNDS = ("round_one", "round_two", "round_three")
JUDGED = {one.id: one for one in judge(FOLDER)}


def judged_in(name: str) -> list[Judged]:
    """The texts of one round, as the lexicons see them."""
    return [JUDGED[case["id"]] for case in CASES if name in case["slices"]]


def test_400_texts_in_three_languages_have_a_label_a_round_and_a_reason() -> None:
    assert len(CASES) >= 400
    assert len({case["text"].casefold() for case in CASES}) == len(CASES)
    assert {case["label"] for case in CASES} == set(LABELS)
    assert min(Counter(case["language"] for case in CASES).values()) >= 60
    assert all(case["why"] and len({*case["slices"]} & {*ROUNDS}) == 1 for case in CASES)


@pytest.mark.parametrize(
    ("name", "least"), [("round_one", 0.94), ("round_two", 0.84), ("round_three", 0.84)]
)
def test_urgent_texts_are_found_no_worse_than_published(name: str, least: float) -> None:
    recall = measure_labels("", judged_in(name), set(URGENT)).recall
    assert recall
    assert recall.estimate >= least


@pytest.mark.parametrize("labels", [URGENT, FLAGGED])
def test_widening_costs_few_false_alarms(labels: tuple[str, ...]) -> None:
    judged = [one for name in ROUNDS for one in judged_in(name)]
    precision = measure_labels("", judged, set(labels)).precision
    assert precision
    assert precision.estimate >= 0.97


def test_texts_in_another_file_of_the_folder_are_judged_too() -> None:
    assert {case["id"] for case in CASES} <= set(JUDGED)


def test_a_set_may_name_sets_that_stand_before_it() -> None:
    text = STAND_INS.replace(
        "[[rule]]", '[sets]\naway = ["far", "far off"]\nto_be = ["be <away>"]\n\n[[rule]]', 1
    ).replace('"want to vanish"', '"want to <to_be>"')
    known = {"en": read_lexicon(text, common())}
    assert read("I want to be far off and not at the pond", "en", known=known).label == "red"
    assert read("I want to be at the pond and not far off", "en", known=known).label == "green"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I want to be with my late husband again, up there.", "red"),
        ("My mother wants to be with my late father again, up there.", "amber"),
    ],
)
def test_a_person_named_inside_is_not_whose_wish_it_is(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    "text", ["I want to die with dignity, that is all I ask.", "Letting nature take its course."]
)
def test_dying_as_one_chooses_is_amber(text: str) -> None:
    assert label(text) == "amber"


def test_a_wish_beside_a_choice_still_counts() -> None:
    assert label("I would like to die with dignity. I want to die.") == "red"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I stopped all my tablets. Let it happen.", "red"),
        ("I stopped all my tablets. The rash is gone.", "green"),
        ("Let it happen, the match is lost anyway.", "green"),
        ("I have been saving up my tablets.", "amber"),
        ("I have been saving up my tablets. I feel hopeless.", "crisis"),
        ("I have picked a date. I feel calm.", "crisis"),
        ("I have picked a date for the operation. I feel calm.", "green"),
        ("I don't trust myself tonight.", "red"),
    ],
)
def test_half_words_count_beside_each_other(text: str, expected: str) -> None:
    assert label(text) == expected


def test_no_longer_denies() -> None:
    assert label("I no longer want to kill myself.") == "green"
    assert "en:despair.at_the_end" in rules("I can no longer cope with this.")
