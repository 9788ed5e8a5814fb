"""Who read, who wrote at times, who wrote regularly; and classes by rank (science.md 1.3, E3, E4)."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagement.services.figures.classes import (
    RANK_CLASSES,
    Activity,
    Writer,
    activity,
    history,
    posting_class,
    rank_classes,
    rank_rows,
    rank_sizes,
)
from tests.engagement.figures.goldens import ZIPF100

MONDAY = date(2026, 3, 2)
LAST = MONDAY + timedelta(days=83)


def on(*days: int) -> dict[date, int]:
    """One post on each of these days after the Monday on which the window begins."""
    return {MONDAY + timedelta(days=day): 1 for day in days}


def wrote(posts: int, weeks: int) -> Activity:
    return Activity(active_days=max(1, weeks), posts=posts, weeks=weeks)


@pytest.mark.parametrize(
    ("posts", "weeks", "strict", "wide"),
    [
        (0, 0, "reader", "reader"),
        (1, 1, "occasional", "reader"),
        (3, 3, "occasional", "reader"),
        (4, 3, "regular", "regular"),
        (4, 2, "occasional", "occasional"),
        (40, 1, "occasional", "occasional"),
    ],
)
def test_posts_and_weeks_decide_in_both_definitions(
    posts: int, weeks: int, strict: str, wide: str
) -> None:
    """Whoever wrote three posts is a reader in the wider definition only (E4)."""
    one = wrote(posts, weeks)
    assert (posting_class(one), posting_class(one, "few")) == (strict, wide)


def test_somebody_who_was_not_there_has_no_class() -> None:
    away = Activity(active_days=0, posts=0, weeks=0, posts_before=9)
    assert (posting_class(away), posting_class(away, "few")) == (None, None)


@pytest.mark.parametrize(
    ("posts", "before", "said"),
    [(0, 0, "never_posted"), (0, 2, "paused"), (1, 0, "posting"), (1, 2, "posting")],
)
def test_never_and_not_any_more_are_told_apart(posts: int, before: int, said: str) -> None:
    assert history(Activity(3, posts, posts, before)) == said


def test_only_days_inside_the_window_count_first_and_last_included() -> None:
    posts = on(-1, 0, 83, 84)
    seen = [MONDAY - timedelta(days=1), MONDAY + timedelta(days=3), LAST + timedelta(days=1)]
    assert activity(posts, seen, since=MONDAY, until=LAST) == Activity(3, 2, 2, 1)


def test_a_day_without_posts_is_no_week_of_writing() -> None:
    posts = {MONDAY: 0, MONDAY + timedelta(days=7): 2}
    assert activity(posts, [MONDAY], since=MONDAY, until=LAST) == Activity(2, 2, 1, 0)


def test_weeks_begin_on_monday() -> None:
    assert activity(on(0, 6, 7), [], since=MONDAY, until=LAST).weeks == 2


def test_a_week_over_new_year_is_one_week() -> None:
    """Monday 29 December 2025 and Sunday 4 January 2026."""
    posts = {date(2025, 12, 29): 1, date(2026, 1, 4): 1}
    assert activity(posts, [], since=date(2025, 12, 1), until=LAST).weeks == 1


def test_the_same_week_of_another_year_is_another_week() -> None:
    posts = {date(2025, 1, 8): 1, date(2026, 1, 7): 1}
    assert activity(posts, [], since=date(2025, 1, 1), until=LAST).weeks == 2


@pytest.mark.parametrize(
    ("people", "sizes"),
    [(0, (0, 0, 0)), (1, (1, 0, 0)), (5, (1, 0, 4)), (11, (1, 1, 9)), (100, (1, 9, 90)),
     (101, (2, 9, 90)), (400, (4, 36, 360)), (63_990, (640, 5_759, 57_591))],
)  # fmt: skip
def test_ranks_are_cut_at_one_and_ten_percent_rounded_up(
    people: int, sizes: tuple[int, int, int]
) -> None:
    assert rank_sizes(people) == sizes


def test_of_equals_whoever_joined_earlier_ranks_higher() -> None:
    same = [Writer(key, 5, MONDAY - timedelta(days=key)) for key in range(1, 101)]
    found = rank_classes(same)
    assert found[100] == "top_1"
    assert {key for key, name in found.items() if name == "next_9"} == set(range(91, 100))


def test_posts_come_before_the_day_of_joining() -> None:
    late = Writer(1, 6, MONDAY)
    found = rank_classes([Writer(2, 5, MONDAY - timedelta(days=900)), late])
    assert found == {1: "top_1", 2: "rest_90"}


def test_rank_classes_of_zipf_have_the_known_shares() -> None:
    rows = rank_rows(ZIPF100 + [0] * 300)
    assert [row.name for row in rows] == list(RANK_CLASSES)
    assert [row.members for row in rows] == [4, 36, 360]
    assert [row.share for row in rows] == pytest.approx([0.4017, 0.4231, 0.1751], abs=1e-4)


def test_writers_alone_have_other_shares_than_all_who_were_there() -> None:
    rows = rank_rows(ZIPF100)
    assert [row.members for row in rows] == [1, 9, 90]
    assert [row.share for row in rows] == pytest.approx([0.1929, 0.3720, 0.4351], abs=1e-4)


def test_shares_of_no_posts_are_not_defined() -> None:
    assert [(row.members, row.share) for row in rank_rows([0, 0])] == [
        (1, None),
        (0, None),
        (1, None),
    ]


def test_the_smallest_rank_class_may_hold_people_who_wrote() -> None:
    """A rank class of 90 % is no class of readers: here each wrote four times in four weeks."""
    classes = rank_classes([Writer(key, 4, MONDAY) for key in range(20)])
    assert list(classes.values()).count("rest_90") == 18
    assert posting_class(wrote(4, 4)) == "regular"


@given(st.lists(st.integers(0, 30), max_size=80), st.randoms(use_true_random=False))
def test_both_ways_to_rank_agree_whatever_the_order(
    posts: list[int], chance: random.Random
) -> None:
    members = [Writer(key, count, MONDAY) for key, count in enumerate(posts)]
    mixed = list(members)
    chance.shuffle(mixed)
    classes = rank_classes(mixed)
    assert classes == rank_classes(members)
    sums = {
        name: sum(posts[key] for key in classes if classes[key] == name) for name in RANK_CLASSES
    }
    assert sums == {row.name: row.posts for row in rank_rows(posts)}
