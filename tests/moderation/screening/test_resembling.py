"""Texts that repeat a decided claim in other words."""

from __future__ import annotations

import pytest

from app.moderation.services.evaluating import BUILD, HELD_OUT
from app.moderation.services.screening import standing_rules
from app.moderation.services.screening.resembling import MOST, THRESHOLD, Claims
from tests.moderation.screening.looks import claims, curated

DECIDED = Claims([(entry["id"], entry["claim"]) for entry in claims()], standing_rules())


@pytest.mark.parametrize("split", [BUILD, HELD_OUT])
def test_the_right_claim_is_among_the_three_nearest(split: str) -> None:
    """For every paraphrase, those included that were kept aside."""
    assert len(claims()) >= 20
    for entry in claims():
        near = DECIDED.near(entry[split], least=0)
        assert len(near) <= MOST
        assert entry["id"] in [one.claim_id for one in near], entry[split]


def test_a_claim_is_nearest_to_itself() -> None:
    for entry in claims():
        first, *_others = DECIDED.near(entry["claim"])
        assert first.claim_id == entry["id"]
        assert first.likeness == pytest.approx(1)


def test_texts_that_repeat_no_claim_stay_below_the_threshold() -> None:
    others = [entry for entry in curated() if entry["label"] == "none"]
    assert len(others) >= 100
    assert [entry["text"] for entry in others if DECIDED.near(entry["text"])] == []


def test_a_claim_is_found_in_the_middle_of_a_long_post() -> None:
    story = "I slept badly and the rain would not end. My neighbour brought soup. " * 20
    post = f"{story} {claims()[0]['build']} {story}"
    assert DECIDED.near(post)[0].claim_id == 1


def test_the_nearest_comes_first_and_the_threshold_holds() -> None:
    for entry in claims():
        near = [one.likeness for one in DECIDED.near(entry[BUILD])]
        assert near == sorted(near, reverse=True)
        assert all(likeness >= THRESHOLD for likeness in near)


@pytest.mark.parametrize("text", ["", "…", "the and of", "1 2 3"])
def test_a_text_that_says_nothing_is_near_to_nothing(text: str) -> None:
    assert DECIDED.near(text, least=0) == ()
    assert Claims([(1, text)], standing_rules()).near("Garlic heals.", least=0) == ()


def test_without_decided_claims_nothing_is_near() -> None:
    assert Claims([], standing_rules()).near("Garlic heals.", least=0) == ()


def test_what_few_claims_speak_of_weighs_more() -> None:
    """Half of either claim is said; but many claims are about garlic."""
    decided = [
        (2, "garlic asthma"),
        (3, "garlic eczema"),
        (4, "garlic gout"),
        (9, "cinnamon asthma"),
    ]
    near = Claims(decided, standing_rules()).near("garlic, cinnamon", least=0)
    assert [one.claim_id for one in near] == [9, 2, 3]
