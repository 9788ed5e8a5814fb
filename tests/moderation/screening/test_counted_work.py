"""Twice the text is twice the work, counted and not timed (safety.md V-6)."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from app.moderation.services import filtering
from app.moderation.services.screening import screen, standing_register, standing_rules
from app.moderation.services.screening.folding import fold
from app.moderation.services.screening.repeating import DecidedClaims
from app.moderation.services.triaging.reading import read
from tests.moderation.screening.looks import TODAY, claims

SHORT = 10_000
PIECES = {
    "one letter": "a",
    "letters apart": "k i l l ",
    "emoji": "💊💀",
    "emoji and letters": "💊💀a",
    "marks": "e\u0301",
    "invisible": "i\u200b",
    "first words": "never want to ",
    "signs": "i want to die. ",
    "short sentences": "No. ",
    "one sentence": "and then we went to the garden where it was ",
    "doses": "40 mg ",
    "quotation marks": '"„“«',
    "quoted lines": "> > x\n",
    "addresses": "https://a.example/b?ref=1 ",
    "one host": "who.int-",
    "one sign for many letters": "\ufdfa",
    "right to left": "أريد ",
    "claims": "garlic cures high blood pressure. ",
    "denied claims": "Garlic does not cure high blood pressure. ",
}
DECIDED = DecidedClaims([(entry["id"], entry["claim"]) for entry in claims()], standing_rules())
READERS: dict[str, Callable[[str], Any]] = {
    "rules": lambda text: screen(text, standing_rules(), standing_register(), today=TODAY),
    "distress": lambda text: read(text, "en"),
    "claims": DECIDED.repeated_in,
    "filters": filtering._spelled.__wrapped__,
}


def calls_made(reader: Callable[[str], Any], text: str) -> int:
    """How often anything is called while a text is read, built-in functions included."""
    count = 0

    def note(_frame: FrameType, event: str, _given: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        reader(text)
    finally:
        sys.setprofile(before)
    return count


def of_length(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", PIECES)
def test_twice_the_text_is_at_most_about_twice_the_work(name: str, reader: str) -> None:
    """With the square it would be four times."""
    READERS[reader]("warm")
    short, long = (
        calls_made(READERS[reader], of_length(PIECES[name], length))
        for length in (SHORT, 2 * SHORT)
    )
    assert long <= 2.2 * short + 1_000


def test_a_sign_that_stands_for_many_letters_makes_no_long_text() -> None:
    sign = "\ufdfa"
    folded = fold(sign * SHORT)
    assert len(folded.letters) == len(folded.places) <= 2 * SHORT
    few = fold(f"a {sign} b")
    assert few.letters == f"a {unicodedata.normalize('NFKC', sign)} b"


def test_very_many_long_signs_are_not_unfolded_for_filters() -> None:
    assert len(filtering._spelled.__wrapped__("\ufdfa" * SHORT)) < SHORT
    assert filtering.holds(("صلى",), "so \ufdfa it is")
