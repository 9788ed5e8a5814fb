"""The texts nobody tuned on: their form only. How well they are read is measured elsewhere."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from app.moderation.services.triaging.readings import LABELS

Case = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "data"
WANTED = {
    "en": {"green": 72, "amber": 45, "red": 38, "crisis": 25},
    "de": {"green": 32, "amber": 20, "red": 17, "crisis": 11},
    "es": {"green": 24, "amber": 15, "red": 13, "crisis": 8},
}
SLICES = set(
    "abbreviation chronic code_words dialect emoji humour idiom long method misspelling mixed negation past plain "
    "quotation short spaced supporter third_person".split()
)


def cases(path: Path) -> list[Case]:
    return list(chain.from_iterable(tomllib.loads(path.read_text("utf-8")).values()))


def plainly(text: str) -> str:
    """The text without the differences that a copy easily has: case and spaces."""
    return " ".join(text.split()).casefold()


PATHS = sorted((FOLDER / "crisis_unseen").glob("*.toml"))
UNSEEN = [case for path in PATHS for case in cases(path)]
OLDER = cases(FOLDER / "crisis.toml")


def test_there_is_one_file_for_each_language() -> None:
    assert [path.name for path in PATHS] == [
        f"unseen_{language}.toml" for language in sorted(WANTED)
    ]
    for path in PATHS:
        assert {f"unseen_{case['language']}.toml" for case in cases(path)} == {path.name}


@pytest.mark.parametrize("language", sorted(WANTED))
def test_each_language_has_as_many_of_each_label_as_was_set_out(language: str) -> None:
    assert (
        Counter(case["label"] for case in UNSEEN if case["language"] == language)
        == WANTED[language]
    )


def test_urgent_texts_are_about_a_third_and_harmless_ones_about_two_fifths() -> None:
    labels = Counter(case["label"] for case in UNSEEN)
    assert set(labels) == set(LABELS)
    assert (labels["red"] + labels["crisis"]) / len(UNSEEN) == pytest.approx(0.35, abs=0.01)
    assert labels["green"] / len(UNSEEN) == pytest.approx(0.40, abs=0.01)


def test_every_text_says_what_it_is_and_why() -> None:
    for case in UNSEEN:
        assert set(case) == {"id", "language", "label", "slices", "text", "why"}, case["id"]
        assert case["text"].strip(), case["id"]
        assert 0 < len(case["why"]) <= 90, case["id"]
        assert case["slices"], case["id"]
        assert set(case["slices"]) <= SLICES, case["id"]


def test_no_two_texts_share_a_name_here_or_in_the_older_file() -> None:
    times = Counter(case["id"] for case in [*UNSEEN, *OLDER])
    assert [name for name, count in times.items() if count > 1] == []


def test_no_text_stands_twice() -> None:
    times = Counter(plainly(case["text"]) for case in UNSEEN)
    assert [text for text, count in times.items() if count > 1] == []


def test_no_text_was_taken_from_the_older_file() -> None:
    older = {plainly(case["text"]) for case in OLDER}
    assert older, "the older texts were not found"
    assert [case["id"] for case in UNSEEN if plainly(case["text"]) in older] == []


def test_texts_that_point_at_a_way_are_urgent() -> None:
    pointing = [case["label"] for case in UNSEEN if "method" in case["slices"]]
    assert len(pointing) == 12
    assert set(pointing) <= {"red", "crisis"}


def test_long_texts_are_long_and_no_other_is() -> None:
    for case in UNSEEN:
        words = len(case["text"].split())
        assert words <= 300, case["id"]
        assert ("long" in case["slices"]) == (words >= 150), case["id"]
