"""How far a group leans on few who answer: the figures of a window (science.md 2.1, E2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.queries.answers import Help
from app.engagement.services.figures.inequality import gini
from app.engagement.services.panels.dependence import dependence, leaning
from tests.engagement.answering import (
    DAY,
    answer,
    author_of,
    first_words_under,
    give,
    opened,
    people,
)
from tests.engagement.first_posts import start
from tests.engagement.test_first_answer import scope


@pytest.fixture
def group(inside: Flask, make: Any) -> Any:
    """A group whose old hands answer each other, long after anybody's first post; in another one a
    single helper answers every newcomer."""
    mine, other = make.group(), make.group()
    with unit_of_work():
        helper, *others = people(3)
        for where in start(other, 5, ago=30 * DAY):
            answer(where, helper, ago=20 * DAY, times=6)
        old = [*start(mine, 1, ago=200 * DAY), opened(mine, others[0], ago=40 * DAY)]
        for where in old:
            answer(where, others[1], ago=20 * DAY, times=2)
    return mine


def newcomers(group: Any, **values: Any) -> Any:
    return dependence(scope(group, **values))["newcomers"]


def helped(*counts: int) -> list[Help]:
    """Answers of so many people, so many each."""
    return [
        Help(giver, number, now(), is_to_first=True)
        for giver, count in enumerate(counts)
        for number in range(count)
    ]


def test_the_fewest_people_who_give_half(group: Any):
    with unit_of_work():
        give(start(group, 10, ago=30 * DAY), [4] * 10, ago=20 * DAY)
    assert newcomers(group) == {"answers": 40, "givers": 10, "half": 5, "leans": False}


@pytest.mark.parametrize(
    ("counts", "half", "leans"),
    [
        ((7, 7, 7, *[2] * 9), None, True),
        ((5, 5, 5, 5, *[2] * 10), 5, False),
        ((11, *[3] * 10), 5, True),
        ((10, *[3] * 10), 5, False),
        ([2] * 16, 10, False),
        ((20,), None, True),
        ((19,), None, None),
        ((), None, None),
    ],
    ids=[
        "three",
        "four",
        "more than a quarter",
        "a quarter",
        "eight",
        "one",
        "few answers",
        "none",
    ],
)
def test_a_group_leans_on_three_or_on_one_with_more_than_a_quarter(
    counts: tuple[int, ...], half: int | None, leans: bool | None
):
    told = leaning(helped(*counts))
    assert (told["half"], told["leans"]) == (half, leans)


def test_four_are_told_as_five_so_that_no_small_number_follows():
    """Without this, "under 5" beside "does not lean" would say four."""
    for counts in ((7, 7, 7, *[2] * 9), (5, 5, 5, 5, *[2] * 10), (4, 4, 4, 4, 4, *[2] * 10)):
        told = leaning(helped(*counts))
        assert (told["half"] is None) == told["leans"]


def test_somebody_is_new_for_28_days_after_their_first_post(group: Any):
    with unit_of_work():
        where = start(group, 1, ago=50 * DAY)
        give(where, [5] * 5, ago=23 * DAY)
        give(where, [5] * 4, ago=22 * DAY - timedelta(hours=1))
        give(where, [5] * 4, ago=10 * DAY)
    assert newcomers(group)["answers"] == 25


def test_an_answer_in_any_topic_of_a_newcomer_counts(group: Any):
    with unit_of_work():
        first = start(group, 1, ago=30 * DAY)[0]
        newcomer = author_of(first)
        give([opened(group, newcomer, ago=25 * DAY)], [4] * 5, ago=20 * DAY)
    assert newcomers(group)["answers"] == 20


def test_what_is_no_answer_is_not_counted(group: Any):
    """Own words, words before the first post, somebody's own first words, words that were taken back,
    and what stands under an announcement."""
    with unit_of_work():
        where = start(group, 1, ago=30 * DAY)
        newcomer = author_of(where[0])
        answer(where[0], newcomer, ago=25 * DAY, times=10)
        answer(opened(group, newcomer, ago=29 * DAY), people(1)[0], ago=31 * DAY, times=10)
        for gone in answer(where[0], people(1)[0], ago=20 * DAY, times=10):
            gone.deleted_at = now()
        news = start(group, 1, ago=30 * DAY, kind="announcement")
        give(news, [10], ago=20 * DAY)
        give(where, [5] * 5, ago=20 * DAY)
    assert newcomers(group)["answers"] == 25


def test_a_post_under_many_first_posts_counts_once(group: Any):
    with unit_of_work():
        where = start(group, 1, ago=30 * DAY)[0]
        for person in people(10):
            first_words_under(where, person, ago=25 * DAY)
        give([where], [2] * 5, ago=20 * DAY)
    assert newcomers(group) == {"answers": 10, "givers": 5, "half": None, "leans": None}


def test_three_months_stand_beside_each_other_whatever_the_window(group: Any):
    with unit_of_work():
        for ago, counts in ((75, [4] * 10), (45, [10, 10, 10]), (15, [1] * 10)):
            give(start(group, 5, ago=(ago + 5) * DAY), counts, ago=ago * DAY)
    for window, answers in ((84, 80), (28, 10)):
        told = dependence(scope(group, window=window))
        halves = [(one["answers"], one["half"], one["leans"]) for one in told["months"]]
        assert halves == [(40, 5, False), (30, None, True), (10, None, None)]
        assert told["newcomers"]["answers"] == answers
        assert told["months"][0]["first_day"] == (now() - 84 * DAY).date().isoformat()


def test_how_answers_are_shared_out_over_those_who_give_them(group: Any):
    """Also those of the one old hand, who gave four."""
    counts = [10] * 6 + [1] * 53
    with unit_of_work():
        give([opened(group, people(1)[0], ago=40 * DAY)], counts, ago=20 * DAY)
    told = dependence(scope(group))
    value = gini([*counts, 4]) or 0
    assert (told["population"], told["answers"]) == (60, 115)
    assert told["gini"] == round(value, 2) and told["corrected"] == round(value * 60 / 59, 2)
    assert told["top"] == [
        {"top": 1, "members": None, "share": None},
        {"top": 10, "members": 5, "share": round(100 * 60 / 117)},
    ]


def test_a_site_counts_every_group(group: Any):
    with unit_of_work():
        give(start(group, 10, ago=30 * DAY), [4] * 10, ago=20 * DAY)
    assert newcomers(None)["answers"] == 70


def test_of_few_who_answer_nothing_is_told(group: Any):
    told = dependence(scope(group))
    assert (told["population"], told["answers"], told["gini"], told["top"]) == (
        None,
        None,
        None,
        [],
    )
    assert told["newcomers"] == dict.fromkeys(("answers", "givers", "half", "leans"))
