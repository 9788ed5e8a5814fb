"""Steps after joining, one person at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest

from app.engagement.services.figures.funnel import Course, course

JOINED = date(2026, 3, 4)


def on(days: int) -> date:
    return JOINED + timedelta(days=days)


def after(
    *, seen: Iterable[int] = (), reacted: Iterable[int] = (), posts: Mapping[int, int] | None = None
) -> Course:
    posts = posts or {}
    return course(
        joined=JOINED,
        seen=map(on, seen),
        reacted=map(on, reacted),
        posts={on(day): count for day, count in posts.items()},
        first_post=on(min(posts)) if posts else None,
    )


def test_nothing_done_is_no_step():
    assert after().steps == {}


def test_each_step_is_taken_on_its_first_day():
    found = after(seen=(0, 3, 5), reacted=(5, 9), posts={4: 1})
    assert [found.days_to(step) for step in ("read", "reacted", "first_post")] == [3, 5, 4]


@pytest.mark.parametrize(
    ("posts", "days"),
    [
        ({0: 4, 7: 1}, None),
        ({0: 1, 7: 1, 14: 1}, None),
        ({0: 1, 7: 1, 14: 1, 15: 1}, 15),
        ({0: 2, 7: 1, 14: 1}, 14),
        ({0: 2, 7: 0, 14: 1, 21: 1}, 21),
    ],
    ids=["two weeks", "three posts", "fourth later", "fourth in the third week", "a day without"],
)
def test_regular_is_four_posts_in_three_weeks(posts: dict[int, int], days: int | None):
    assert after(posts=posts).days_to("regular") == days


def test_a_reaction_before_joining_is_none_of_this_course():
    assert after(reacted=(-3,)).days_to("reacted") is None
