"""Who answers whom, as counts of a window (science.md 1.4 and E17)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.services.panels.network import network
from tests.engagement.answering import DAY, answer, first_words_under, give, opened, people
from tests.engagement.first_posts import start
from tests.engagement.test_first_answer import scope

COUNTS = (
    "answers",
    "pairs",
    "openers",
    "unanswered",
    "isolates",
    "became_givers",
    "welcomers",
)


@pytest.fixture
def group(inside: Flask, make: Any) -> Any:
    """A group in which much happened before the window; in another one everybody answers everybody."""
    mine, other = make.group(), make.group()
    with unit_of_work():
        for where in start(other, 10, ago=30 * DAY):
            give([where], [1] * 5, ago=20 * DAY)
        give(start(mine, 10, ago=250 * DAY), [5] * 10, ago=240 * DAY)
    return mine


def numbers(group: Any, **values: Any) -> dict[str, Any]:
    return network(scope(group, **values))


def circles(group: Any, count: int) -> None:
    """So many times the known answers: a to b three, b to a one, a to c two, c to d four."""
    for _ in range(count):
        a, b, c, d = people(4)
        of = {one.id: opened(group, one, ago=40 * DAY) for one in (a, b, c, d)}
        answer(of[b.id], a, ago=30 * DAY, times=3)
        answer(of[a.id], b, ago=20 * DAY)
        answer(of[c.id], a, ago=15 * DAY, times=2)
        answer(of[d.id], c, ago=10 * DAY, times=4)


def test_the_known_answers_have_the_known_reciprocity(group: Any):
    """b and c were answered first and answered others later."""
    with unit_of_work():
        circles(group, 5)
    told = numbers(group)
    assert told["reciprocity"] == 0.2
    assert {name: told[name] for name in ("population", *COUNTS)} == {
        "population": 20, "answers": 50, "pairs": 20, "openers": 20, "unanswered": None,
        "isolates": None, "became_givers": 10, "welcomers": None,
    }  # fmt: skip


def test_a_topic_that_nobody_else_wrote_in_has_no_answer(group: Any):
    """Their own words do not make one; and whoever only answers others opened none."""
    with unit_of_work():
        circles(group, 5)
        for person in people(10):
            answer(opened(group, person, ago=30 * DAY), person, ago=20 * DAY, times=2)
        give([opened(group, people(1)[0], ago=30 * DAY)], [1] * 15, ago=20 * DAY)
    told = numbers(group)
    assert (told["population"], told["openers"]) == (45, 30)
    assert (told["unanswered"], told["isolates"]) == (10, 25)


def test_announcements_ask_nobody_for_an_answer(group: Any):
    with unit_of_work():
        circles(group, 5)
        news = [opened(group, one, ago=30 * DAY, kind="announcement") for one in people(10)]
        give(news, [3] * 5, ago=20 * DAY)
    told = numbers(group)
    assert (told["answers"], told["openers"], told["unanswered"]) == (50, 20, None)
    assert told["population"] == 35


def test_what_was_taken_back_is_no_answer(group: Any):
    with unit_of_work():
        circles(group, 5)
        where = opened(group, people(1)[0], ago=30 * DAY)
        for gone in answer(where, people(1)[0], ago=20 * DAY, times=10):
            gone.deleted_at = now()
    assert numbers(group)["answers"] == 50


def test_whoever_answered_three_different_first_posts_welcomes(group: Any):
    """Not who answered two, or one of them often, or topics of people who are not new."""
    with unit_of_work():
        where = start(group, 6, ago=30 * DAY)
        give(where, [3] * 5, ago=20 * DAY)
        give(where, [2] * 5, ago=20 * DAY)
        give(where[:1], [4] * 5, ago=20 * DAY)
        old = [opened(group, one, ago=30 * DAY) for one in people(3)]
        give(old, [3] * 5, ago=20 * DAY)
    assert numbers(group)["welcomers"] == 5


def test_one_answer_welcomes_one_newcomer(group: Any):
    """Under a topic where many say hello it answers the last of them."""
    with unit_of_work():
        where = start(group, 1, ago=30 * DAY)[0]
        helpers = people(5)
        for ago in (28, 26, 24):
            first_words_under(where, people(1)[0], ago=ago * DAY)
            for helper in helpers:
                answer(where, helper, ago=(ago - 1) * DAY)
        for person in people(10):
            first_words_under(where, person, ago=20 * DAY)
        give([where], [1] * 10, ago=10 * DAY)
    assert numbers(group)["welcomers"] == 5


def test_of_few_answers_it_is_not_told_how_many_were_given_back(group: Any):
    with unit_of_work():
        circles(group, 1)
        for person in people(10):
            opened(group, person, ago=30 * DAY)
    told = numbers(group)
    assert (told["answers"], told["reciprocity"]) == (10, None)


def test_a_shorter_window_knows_of_less(group: Any):
    """Of it a would have been answered first, but had answered somebody before it."""
    with unit_of_work():
        circles(group, 5)
    told = numbers(group, window=28)
    assert (told["answers"], told["openers"], told["became_givers"]) == (35, None, 5)


def test_a_site_counts_every_group(group: Any):
    with unit_of_work():
        circles(group, 5)
    assert numbers(None)["answers"] == 100


def test_of_three_people_nothing_is_told(group: Any):
    with unit_of_work():
        where = opened(group, people(1)[0], ago=30 * DAY)
        give([where], [20, 20], ago=20 * DAY)
    told = numbers(group)
    assert (told["population"], told["reciprocity"]) == (None, None)
    assert all(told[name] is None for name in COUNTS if name != "answers")


def test_only_counts_are_kept(group: Any):
    """No key of anybody, and no number that is not in steps of five but the one share."""
    with unit_of_work():
        circles(group, 5)
    told = numbers(group)
    counted = {name: one for name, one in told.items() if name != "reciprocity"}
    assert all(one is None or one % 5 == 0 for one in counted.values())
