"""A text made to hold the reading up takes no longer than its length deserves."""

from __future__ import annotations

import time

import pytest

from app.core.text import MAX_SOURCE_LENGTH
from app.moderation.services.reading_posts import part_to_read
from app.moderation.services.triaging.reading import read
from app.moderation.services.triaging.spelling import _segments

PIECES = (
    "i ", "a b ", "k i l l ", "want to die ", "i want to ", "no hope ", "never want to ", "die. ",
    '" ', "> x\n", "💊", "💊💀", "a.b.", "suicidee ", "tablets 1 mg ", "took all my tablets tonight. ",
    "wish i could go to sleep and ", "a" * 30 + " ",
)  # fmt: skip
SHORT = MAX_SOURCE_LENGTH // 8


def seconds(piece: str, length: int) -> float:
    """What the process works for a text of this length, the better of two."""
    text = (piece * (length // len(piece) + 1))[:length]
    taken = []
    for _ in range(2):
        begun = time.process_time()
        read(text, "en")
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("piece", PIECES)
def test_eight_times_the_text_takes_about_eight_times_as_long(piece: str) -> None:
    """Work that grows with the square would take 64 times as long."""
    short, long = seconds(piece, SHORT), seconds(piece, MAX_SOURCE_LENGTH)
    assert long < 24 * short + 0.2


@pytest.mark.parametrize("piece", PIECES)
def test_what_the_site_reads_of_the_longest_post_is_read_in_time(piece: str) -> None:
    text = part_to_read((piece * MAX_SOURCE_LENGTH)[:MAX_SOURCE_LENGTH])
    began = time.process_time()
    read(text, "en")
    assert time.process_time() - began < 3


def test_letters_are_cut_into_words_or_not_at_all() -> None:
    known = frozenset({"kill", "me", "i"})
    assert _segments("ikillme", known, 4) == [(0, 1), (1, 5), (5, 7)]
    assert _segments("ikillmex", known, 4) == []
