"""The curated texts themselves, and how the lexicons do on them."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from app.moderation.services.evaluating import BUILD, HELD_OUT, measure_labels
from app.moderation.services.triaging.evaluation import FLAGGED, UNSEEN, URGENT, judge, thresholds
from app.moderation.services.triaging.readings import LABELS
from tests.moderation.crisis.looks import FOLDER, label, rules

DATA = tomllib.loads((FOLDER / "crisis.toml").read_text("utf-8"))
CASES = [*DATA[HELD_OUT], *DATA[BUILD]]
JUDGED = judge(FOLDER)
# What the build texts are known to get wrong. Each would need a rule that harms more than it helps.
KNOWN_MISSES = {
    "b-xx-003": "188 could be a blood pressure",
    "f-en-002": "a mother is another person",
    "f-en-005": "says nothing of dying",
    "f-en-009": "says nothing of harming",
    "f-en-012": "a wish today is called crisis",
    "f-es-001": "a wish tonight is called crisis",
}  # fmt: skip


def test_there_are_220_texts_and_two_in_five_are_held_out() -> None:
    assert len(CASES) >= 220
    assert len(DATA[HELD_OUT]) >= 0.4 * len(CASES)


def test_every_text_is_one_of_its_own_with_a_label_slices_and_a_reason() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len({case["text"].casefold() for case in CASES}) == len(CASES)
    assert {case["label"] for case in CASES} == set(LABELS)
    assert all(case["why"].strip() and case["slices"] for case in CASES)


def test_every_kind_of_difficulty_is_among_them() -> None:
    seen = Counter(name for case in CASES for name in case["slices"])
    wanted = (
        "negation third_person past quotation idiom misspelling spaced emoji short long dialect"
    )
    assert min(seen[name] for name in wanted.split()) >= 6


@pytest.mark.parametrize("case", DATA[BUILD], ids=lambda case: case["id"])
def test_a_build_text_comes_out_as_labelled(case: dict[str, str]) -> None:
    is_right = label(case["text"], case["language"]) == case["label"]
    assert is_right != (case["id"] in KNOWN_MISSES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_whatever_is_not_green_says_why(case: dict[str, str]) -> None:
    is_green = label(case["text"], case["language"]) == "green"
    assert is_green or rules(case["text"], case["language"])


def test_held_out_texts_do_not_come_out_worse_than_published() -> None:
    """The published numbers stand in docs/subsystems/moderation_crisis.md; this is the floor."""
    held = [one for one in JUDGED if one.split == HELD_OUT]
    urgent, flagged = (measure_labels("", held, set(labels)) for labels in (URGENT, FLAGGED))
    assert urgent.recall
    assert urgent.precision
    assert flagged.precision
    assert urgent.recall.estimate >= 0.78
    assert urgent.precision.estimate >= 0.94
    assert flagged.precision.estimate >= 0.94


def test_it_is_said_that_the_lexicons_alone_do_not_reach_the_stated_recall() -> None:
    """As long as that is so; who makes it better changes this test and the document."""
    said = thresholds(FOLDER)
    assert "the lexicons alone are not enough" in said[0]
    assert sum(line.startswith("of these, unseen words") for line in said) == 3
    assert sum(UNSEEN in one.slices for one in JUDGED if one.truth in URGENT) >= 30
