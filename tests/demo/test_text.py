"""What the made-up people write."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from app.core.text import render_markdown
from app.demo.services import conversations
from app.demo.services.composing import Author, Conversation, Text, Written
from app.demo.services.grammar import Bank, Deck, Line, Words
from app.demo.services.library import library
from app.demo.services.names import display_names
from app.demo.services.trying import try_out
from app.demo.services.typing_styles import style_of

POSTS = 8_000
SENTENCE_END = re.compile(r"(?<=[.?!؟])\s+|\n+(?:- |> )?")
ADVICE = re.compile(
    r"\d\s?(mg|ml|mcg|µg|micrograms?|units|tablets|drops|puffs)\b"
    r"|\b(you should|just) (stop|start|take|skip|double|halve)\b"
    r"|\bstop taking\b",
    re.IGNORECASE,
)
HOUSE_WORDS = re.compile(
    r"\b(suffer\w*|lurk\w*|suicid\w*|kill\w*|self-harm\w*|overdos\w*|hate myself)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Talk:
    """What was said under one title."""

    title: str
    texts: list[Text]


def conversation(rng: random.Random, written: Written) -> tuple[Conversation, object]:
    """Any conversation, and the shape of its opening when it is an experience."""
    texts = library()
    group = rng.choices(texts.groups, [one.size for one in texts.groups])[0]
    kind = rng.choices(
        ("question", "update", "announcement", "experience", "abroad"), (50, 26, 5, 16, 3)
    )[0]
    given = {"rng": rng, "written": written}
    if kind == "abroad":
        return conversations.abroad(texts, group, rng.choice(texts.languages), **given), None
    if kind == "experience" and group.treatments:
        tried = try_out(rng.choice(group.treatments), rng)
        return (
            conversations.about_treatment(texts, group, tried, **given),
            conversations.shape_of(tried),
        )
    kind = "question" if kind == "experience" else kind
    return conversations.about_issue(texts, group, kind, rng.choice(group.issues), **given), None


def said(rng: random.Random, written: Written) -> Talk:
    """One conversation with up to twenty replies."""
    one, shape = conversation(rng, written)
    people = [Author(f"Wren{number}", style_of(number)) for number in rng.sample(range(500), 9)]
    texts = [one.opening(people[0], shape)]
    for number in range(rng.randrange(1, 20)):
        reply = one.answer_of_opener if number % 6 == 5 else one.reply
        texts.append(reply(rng.choice(people), "Juniper"))
    return Talk(one.title(), texts)


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    """As much as a demo of the usual size."""
    rng, written, found, posts = random.Random(3), Written(), [], 0
    while posts < POSTS:
        found.append(said(rng, written))
        posts += len(found[-1].texts)
    return found


@pytest.fixture(scope="module")
def bodies(talks: list[Talk]) -> list[str]:
    """The texts of exactly so many posts."""
    return [text.body for talk in talks for text in talk.texts][:POSTS]


def test_no_two_posts_are_alike(bodies: list[str]) -> None:
    assert len(set(bodies)) == POSTS


def test_no_sentence_stands_in_more_than_one_post_of_a_hundred(bodies: list[str]) -> None:
    seen: Counter[str] = Counter()
    for body in bodies:
        seen.update({sentence for sentence in SENTENCE_END.split(body) if len(sentence) > 3})
    assert seen.most_common(1)[0][1] <= POSTS // 100


def test_posts_are_of_every_length(bodies: list[str]) -> None:
    lengths = sorted(len(body) for body in bodies)
    assert lengths[POSTS // 10] < 60
    assert lengths[-POSTS // 100] > 500


def test_the_html_is_what_the_renderer_gives(talks: list[Talk]) -> None:
    for text in [text for talk in talks[:700] for text in talk.texts]:
        assert text.html == render_markdown(text.body)


def test_lists_quotations_and_emphasis_are_among_it(bodies: list[str]) -> None:
    joined = "\n\n".join(bodies)
    for mark in ("\n- ", "\n> ", "*not*"):
        assert mark in joined


def test_some_write_from_right_to_left(bodies: list[str]) -> None:
    assert any(re.search(r"[\u0590-\u05ff]", body) for body in bodies)
    assert any(re.search(r"[\u0600-\u06ff]", body) for body in bodies)


def test_nobody_gives_a_dose_or_an_order_and_nothing_is_cruel(bodies: list[str]) -> None:
    for body in bodies:
        assert not ADVICE.search(body), body
        assert not HOUSE_WORDS.search(body), body


def test_no_slot_is_left_open(talks: list[Talk]) -> None:
    for talk in talks:
        for words in (talk.title, *(text.body for text in talk.texts)):
            assert not re.search(r"[{}|\[\]]", words)
            assert "  " not in words


def test_titles_fit_on_a_page(talks: list[Talk]) -> None:
    assert all(4 < len(talk.title) <= 120 for talk in talks)


def test_a_topic_uses_every_sentence_of_a_bank_before_one_comes_again() -> None:
    bank: Bank = tuple(Line(letter) for letter in "abcdefgh")
    for seed in range(40):
        deck = Deck(bank, random.Random(seed).random)
        words = Words({}, random.Random(seed))
        assert {deck.deal().fill(words) for _ in bank} == set("ABCDEFGH")


def test_no_name_comes_twice_and_some_are_not_in_latin_letters() -> None:
    names = display_names(library(), random.Random(1))
    taken = [next(names) for _ in range(3000)]
    assert len({name.casefold() for name in taken}) == 3000
    assert any(not name.isascii() for name in taken)
    assert max(map(len, taken)) <= 40


def test_every_group_has_its_purpose_rules_and_enough_to_say() -> None:
    groups = library().groups
    assert len(groups) >= 12
    for group in groups:
        assert group.purpose and len(group.rules) == 5 and len(group.issues) >= 4
        assert all(len(one.effect) == len(one.side) == 5 for one in group.treatments)
