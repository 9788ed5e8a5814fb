"""Which sentences say again what was decided, and which only speak of it."""

from __future__ import annotations

import pytest

from app.moderation.services.evaluating import BUILD
from app.moderation.services.screening import repeating, standing_rules
from app.moderation.services.screening.repeating import DecidedClaims
from tests.moderation.screening.looks import claims, curated

DECIDED = DecidedClaims([(entry["id"], entry["claim"]) for entry in claims()], standing_rules())
CLAIM = "Garlic cures high blood pressure, so you can stop your tablets."


def test_a_claim_and_most_of_its_paraphrases_are_said_again() -> None:
    for entry in claims():
        again = DECIDED.repeated_in(entry["claim"])
        assert again is not None
        assert again.claim_id == entry["id"]
    found = [DECIDED.repeated_in(entry[BUILD]) for entry in claims()]
    assert sum(one is not None for one in found) >= 17


@pytest.mark.parametrize(
    "passing",
    [
        "Does garlic cure high blood pressure, so that I can stop my tablets?",
        "Garlic does not cure high blood pressure.",
        "It is a myth that garlic cures high blood pressure and you can stop your tablets.",
        "My aunt says garlic cures high blood pressure and you can stop your tablets.",
        "I stopped my tablets because garlic cured my high blood pressure.",
        f"> {CLAIM}\n\nThis is what they sent me, and it worried me a lot when I read it last week.",
    ],
)
def test_asked_denied_doubted_told_lived_and_quoted_it_is_let_pass(passing: str) -> None:
    assert DECIDED.repeated_in(passing) is None


def test_a_denial_first_hides_no_claim_behind_it() -> None:
    text = "Garlic does not cure high blood pressure. " * 9 + f"I slept badly. {CLAIM}"
    again = DECIDED.repeated_in(text)
    assert again is not None
    assert again.words.endswith("stop your tablets")


def test_a_negation_that_belongs_to_the_claim_denies_nothing() -> None:
    known = DecidedClaims([(7, "You do not need insulin for diabetes.")], standing_rules())
    assert known.repeated_in("You do not need any insulin for diabetes.") is not None
    assert known.repeated_in("You need insulin for diabetes.") is None


def test_texts_that_repeat_no_claim_are_left_alone() -> None:
    others = [entry["text"] for entry in curated() if entry["label"] == "none"]
    assert len(others) >= 100
    assert [text for text in others if DECIDED.repeated_in(text)] == []


def test_the_words_are_those_of_the_sentence() -> None:
    again = DECIDED.repeated_in(f"Good evening. {CLAIM} Sleep well.")
    assert again is not None
    assert again.words == CLAIM.removesuffix(".")


@pytest.mark.parametrize("text", ["", "…", "the and of"])
def test_nothing_says_nothing(text: str) -> None:
    assert DECIDED.repeated_in(text) is None
    assert DecidedClaims([], standing_rules()).repeated_in(CLAIM) is None
    assert DecidedClaims([(1, text)], standing_rules()).repeated_in(CLAIM) is None


def test_of_very_many_denials_so_many_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    denied = repeating._is_denied
    monkeypatch.setattr(
        repeating, "_is_denied", lambda scene, at: looked.append(1) or denied(scene, at)
    )
    assert DECIDED.repeated_in("Garlic does not cure high blood pressure. " * 400) is None
    assert 0 < len(looked) <= repeating._MOST_PLACES
