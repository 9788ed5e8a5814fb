"""Hostile texts cost work in proportion to their length (safety.md V-6)."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest

from app.core.text import MAX_SOURCE_LENGTH
from app.moderation.services.screening import standing_rules
from app.moderation.services.screening.resembling import Claims
from tests.moderation.screening.looks import claims, hits

# Words that many lists and guards look for, signs that open and never close, one endless word.
PIECES = {
    "advice": "you should take 40 mg ",
    "negated advice": "you should not double your dose, ",
    "first steps only": "you should ",
    "last steps only": "your dose ",
    "careful": "ask your doctor, double your dose, ",
    "one sentence of stories": "i stop and you ",
    "questions": "should i double your dose? ",
    "single letters": "a b ",
    "letters with points": "a.b.",
    "quotation marks": '"a ',
    "one word": "a",
    "one number": "1",
    "thousands": "1,",
    "accents": "é",
    "marks": "e\u0301",
    "invisible": "\u200b",
    "hyphens": "-",
    "line breaks": "\n>",
    "addresses": "https://a.b/c ",
    "one host": "a.",
    "one address": "who.int-",
    "schemes": "a://",
    "ats": "a@",
    "misspelt": "medicinnee ",
    "cures": "cures cancer for ever and they hide it ",
}


def seconds(piece: str, length: int) -> float:
    """The best of some tries: the machine has other things to do."""
    text = (piece * (length // len(piece) + 1))[:length]
    tries = []
    for _ in range(3):
        begun = time.process_time()
        hits(text)
        tries.append(time.process_time() - begun)
    return min(tries)


@pytest.fixture
def undisturbed() -> Iterator[None]:
    """The rules are read, and nobody tidies memory up meanwhile."""
    hits("warm")
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", PIECES)
def test_the_longest_text_is_screened_soon_and_growth_is_near_linear(
    name: str, undisturbed: None
) -> None:
    """Four times the text takes about four times the time: with the square it would be sixteen."""
    quarter, whole = (
        seconds(PIECES[name], length) for length in (MAX_SOURCE_LENGTH // 4, MAX_SOURCE_LENGTH)
    )
    assert whole < 1
    assert whole < 8 * max(quarter, 0.002)


def test_comparing_a_long_text_with_many_claims_takes_no_time_to_speak_of() -> None:
    many = [(n, f"{entry['claim']} {n}") for n in range(100) for entry in claims()]
    decided = Claims(((at, words) for at, (_n, words) in enumerate(many)), standing_rules())
    text = " ".join(entry["build"] for entry in claims()) * 25
    begun = time.process_time()
    assert decided.near(text[:MAX_SOURCE_LENGTH])
    assert time.process_time() - begun < 2
