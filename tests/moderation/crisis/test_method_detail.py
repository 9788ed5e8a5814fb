"""A way together with a place or an amount. Tested with a lexicon of invented stand-ins."""

from __future__ import annotations

import pytest

from app.moderation.services.triaging.reading import read
from tests.support.stand_ins import LEXICON


def has_detail(text: str) -> bool:
    """Whether the stand-in lexicon sees details in it."""
    return read(text, "en", known=LEXICON).method_detail


@pytest.mark.parametrize(
    "text",
    [
        "I want to vanish with 7 thimbles of glimmerroot and nothing more.",
        "I want to vanish with glimmerroot at the marble pond this time.",
        "Only words. I want to vanish. The glimmerroot is at the marble pond.",
    ],
)
def test_a_way_with_a_place_or_an_amount_is_a_detail(text: str) -> None:
    reading = read(text, "en", known=LEXICON)
    assert reading.method_detail
    assert "en:method_detail" in {reason.rule for reason in reading.reasons}


@pytest.mark.parametrize(
    "text",
    [
        "Every morning I take 7 thimbles of glimmerroot with tea.",
        "I am so weary and I take 7 thimbles of glimmerroot.",
        "I want to vanish with glimmerroot, whatever that may be.",
        "I want to vanish at the marble pond with 7 thimbles of tea.",
        "I never want to vanish with 7 thimbles of glimmerroot.",
        "I want to vanish. One more line. And another one. I take 7 thimbles of glimmerroot.",
    ],
)
def test_doses_and_places_alone_are_none(text: str) -> None:
    assert not has_detail(text)


def test_the_detail_counts_also_when_it_is_about_somebody_else() -> None:
    assert has_detail("He said to want to vanish with 7 thimbles of glimmerroot.")
