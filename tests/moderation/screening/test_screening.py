"""What the standing rules point at, what they leave alone, and how they say why."""

from __future__ import annotations

import pytest

from app.moderation.services.screening.rules import ASK_AUTHOR, OPEN_CASE
from tests.moderation.screening.looks import hits, rules

STOP, DOSE, CURE = "stop_medicine", "dose_to_others", "cure_claim"


@pytest.mark.parametrize(
    ("advice", "rule", "story"),
    [
        ("You should take 40 mg twice a day.", DOSE, "I take 40 mg twice a day."),
        ("Double your dose.", DOSE, "My doctor doubled my dose."),
        ("I would double your dose if I were you.", DOSE, "I doubled my dose last year."),
        ("Stop taking your statins.", STOP, "I stopped taking my statins."),
        ("You should come off the steroids.", STOP, "My doctor stopped the steroids."),
        ("Garlic cures arthritis.", CURE, "Garlic worked for me."),
        ("It will cure your migraine.", CURE, "It cured my migraine."),
        ("Drink bleach every morning.", "harmful_remedy", "I drank bleach as a child."),
        ("Do not call an ambulance.", "emergency_ignored", "We did not call an ambulance."),
    ],
)
def test_advice_is_pointed_at_and_an_own_story_is_not(advice: str, rule: str, story: str) -> None:
    assert rule in rules(advice)
    assert rules(story) == []


@pytest.mark.parametrize(
    "passing",
    [
        "You should not double your dose.",
        "Never stop taking your statins.",
        "Should I double my dose?",
        "Is it true that garlic cures arthritis?",
        "He said that you should double your dose.",
        "My uncle says garlic cures arthritis.",
        'She wrote "stop taking your statins" and I was shocked by it.',
        "> Stop taking your statins.\n\nI would like to know what you all think about this.",
        "Ask your doctor whether you should double your dose.",
        "Only stop taking your statins if your doctor agrees.",
        "Drinking bleach is dangerous. Drink bleach and you can die.",
        "Take 10 minutes for yourself.",
        "You should take two deep breaths.",
        "If it hurts, take 10 minutes in the sun.",
        "My grandma would drink turpentine every winter.",
        "In the evening I would take two tablets.",
        "It only costs me $40 at the pharmacy.",
        "It is very difficult to get off this drug.",
        "You should stop worrying about what other people in this town may think of those who need "
        "a medicine.",
    ],
)
def test_a_warning_a_question_a_quotation_and_safe_advice_pass(passing: str) -> None:
    assert rules(passing) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Do not be afraid to double your dose.", DOSE),
        ("Why not double your dose?", DOSE),
        ('"Stop taking your statins."', STOP),
        ("Do not ask your doctor, double your dose.", DOSE),
        ("It is not enough, double your dose.", DOSE),
        ("If you can't breathe, just lie down.", "emergency_ignored"),
    ],
)
def test_a_guard_is_no_hiding_place(text: str, rule: str) -> None:
    """Encouragement, advice in the shape of a question, a text that is nothing but a quotation, a
    negation in another clause or in what the rule looks for."""
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "DOUBLE YOUR DOSE",
        "Ｄｏｕｂｌｅ your dose",
        "Dóuble your dose",
        "Dоublе your dose",
        "Dou\u200bble your do\u00adse",
        "d o u b l e your dose",
        "D.o.u.b.l.e your dose",
        "D0uble your d0se",
        "Duoble your dose",
        "Doooouble your dose",
    ],
)
def test_no_disguise_of_letters_helps(text: str) -> None:
    assert rules(text) == [DOSE]


def test_an_order_without_a_subject_is_asked_about_and_opens_no_case() -> None:
    """First person or advice? Only the author knows."""
    (hit,) = hits("Take 40 mg at night.")
    assert (hit.rule, hit.act, hit.level) == ("dose_or_story", ASK_AUTHOR, "rest")


def test_an_order_without_a_subject_in_an_own_story_is_left_alone() -> None:
    assert rules("It helped me a lot. Take 40 mg at night.") == []


def test_a_story_that_ends_in_you_can_too_is_asked_about() -> None:
    story = "I quit my epilepsy tablets last year. Best thing I did."
    assert rules(story) == []
    assert [hit.act for hit in hits(story + " So can you!")] == [ASK_AUTHOR]


def test_the_gravest_comes_first_and_every_hit_shows_its_words() -> None:
    text = "Garlic cures cancer. Stop your chemo! Order now, use code SAVE10."
    found = hits(text)
    assert [hit.rule for hit in found] == [STOP, CURE, "promotion"]
    assert [hit.harm for hit in found] == ["H3", "H2", "H1"]
    assert all(text[p.start : p.end] == p.words != "" for hit in found for p in hit.places)


def test_the_words_are_shown_as_they_were_written() -> None:
    (hit,) = hits("So: Dóu\u200bble  yоur DOSE!")
    assert [place.words for place in hit.places] == ["Dóu\u200bble  yоur DOSE"]


def test_a_hit_names_its_version_and_what_it_asks_for() -> None:
    (hit,) = hits("Double your dose.")
    assert (hit.version, hit.act, hit.level, hit.label) == (1, OPEN_CASE, "harm", "dose_advice")


@pytest.mark.parametrize("text", ["Double your dose. ", "See naturalnews.com or "])
def test_a_rule_shows_three_places_at_most(text: str) -> None:
    (hit,) = hits(text * 50)
    assert [place.start for place in hit.places] == sorted(place.start for place in hit.places)
    assert len(hit.places) == 3


def test_a_rule_that_was_switched_off_says_nothing_and_the_others_do() -> None:
    text = "Double your dose. Garlic cures cancer."
    assert [hit.rule for hit in hits(text, off={DOSE})] == [CURE]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", '"', ">", "💛", "1 2 3", "a.b.c.d", "?"])
def test_next_to_nothing_is_read_without_a_fault(text: str) -> None:
    assert hits(text) == ()
