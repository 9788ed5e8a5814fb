"""Whose words they are, whether they are denied, over, quoted or only a figure of speech."""

from __future__ import annotations

import pytest

from tests.moderation.crisis.looks import label, rules

WISH = "I want to kill myself"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I want to kill myself.", "red"),
        ("I would never kill myself.", "green"),
        ("I'm not okay I want to kill myself.", "red"),
        ("I can't stop wanting to kill myself.", "red"),
        ("I can't do this anymore I want to kill myself.", "red"),
        ("Don't kill yourself, please.", "green"),
    ],
)
def test_a_negation_counts_where_it_belongs_to_the_words(text: str, expected: str) -> None:
    assert label(text) == expected


def test_a_negation_that_belongs_to_another_sign_denies_nothing_else() -> None:
    assert label("Ya no puedo más quiero morirme de una vez.", "es") == "red"
    assert label("Ya no quiero morirme.", "es") == "amber"


def test_a_wish_of_somebody_else_is_a_worry() -> None:
    worry = "My brother told us that he wants to die."
    assert rules(worry) == {"en:other.wants_to_die"}
    assert label(worry) == "amber"


def test_somebody_elses_overdose_is_looked_at_soon() -> None:
    assert label("My sister took the whole bottle of her tablets.") == "red"


def test_another_person_in_the_sentence_does_not_take_the_wish_away() -> None:
    assert label("My brother is kind but I want to die.") == "red"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I wanted to kill myself years ago.", "amber"),
        ("I wanted to kill myself last night.", "red"),
        ("I wanted to kill myself years ago and I still do.", "red"),
        ("I used to cry all day.", "green"),
    ],
)
def test_what_is_over_is_told_from_what_came_back(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"> {WISH}\n\nI am glad that you told us.", "green"),
        (f'In the song she sings "{WISH}".', "green"),
        (f'He texted "{WISH}".', "amber"),
        (f'I told the nurse "{WISH}".', "red"),
        (f'"{WISH}', "red"),
    ],
)
def test_quoted_words_belong_to_whoever_said_them(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    "text",
    ["I am dying to know.", "This pain is killing me.", "I was bored to death.", "To die for!"],
)
def test_a_figure_of_speech_is_no_sign(text: str) -> None:
    assert label(text) == "green"


def test_an_idiom_hides_only_its_own_words() -> None:
    assert label("I was bored to death and I want to die.") == "red"


def test_grief_about_an_illness_is_not_a_wish_to_die() -> None:
    assert label("This disease will kill me.") == "amber"
    assert label("I am dying and I am afraid of dying.") == "amber"
    assert label("This disease makes me want to die.") == "red"


@pytest.mark.parametrize(
    "text",
    ["I want to k i l l myself", "i want to k.i.l.l myself", "i want to k1ll mys3lf",
     "i want to kill mysellf", "i want to kiiiill myself", "I wa*nt to kill my*self"],
)  # fmt: skip
def test_words_are_known_however_they_are_typed(text: str) -> None:
    assert label(text) == "red"


def test_time_and_means_make_a_wish_more_urgent() -> None:
    assert label(f"{WISH} tonight.") == "crisis"
    assert label(f"{WISH}. My tablets are in front of me.") == "crisis"
    assert label("My tablets are in front of me.") == "green"
