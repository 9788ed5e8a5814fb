"""Posting classes and how posts are shared out, from counters to numbers that may be shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import EngagementWish
from app.engagement.services.counting import count
from app.engagement.services.figures.inequality import gini
from app.engagement.services.panels import PANELS, Scope
from tests.engagement.crowd import Person, fill, reader, writer, yesterday

ZIPF100 = [round(1000 / rank) for rank in range(1, 101)]


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """A group, and 30 people in another one."""
    other = make.group(stewards=(cast.carer,))
    fill(other, [reader()] * 15 + [writer(9, weeks=3)] * 15, name="other")
    return make.group(stewards=(cast.steward,))


def numbers(panel: str, group: Any, *, window: int = 84, definition: str = "none") -> Any:
    scope = Scope(
        group_id=group and group.id, window=window, definition=definition, day=yesterday()
    )
    return PANELS[panel].compute(scope)


def test_who_wrote_three_posts_changes_class_with_the_definition(group: Any):
    fill(group, [reader()] * 10 + [writer(3)] * 20 + [writer(4)] * 15)
    none, few = (numbers("participation", group, definition=name) for name in ("none", "few"))
    assert none["classes"] == {"reader": 10, "occasional": 35, "regular": None}
    assert few["classes"] == {"reader": 30, "occasional": 15, "regular": None}


def test_regular_is_who_comes_back_in_three_different_weeks(group: Any):
    fill(group, [writer(4, weeks=2)] * 10 + [writer(4, weeks=3)] * 20)
    assert numbers("participation", group)["classes"] == {
        "reader": None, "occasional": 10, "regular": 20,
    }  # fmt: skip


def test_who_wrote_earlier_has_paused_and_who_never_did_has_not(group: Any):
    fill(group, [reader(wrote_before=True)] * 10 + [reader()] * 20 + [writer(2)] * 30)
    assert numbers("participation", group)["history"] == {"never_posted": 20, "paused": 10}


def test_a_first_post_after_the_window_is_no_earlier_one(group: Any):
    fill(group, [Person(read=(3,), posts={0: 1})] * 10)
    assert numbers("participation", group)["history"] == {"never_posted": 10, "paused": None}


def test_a_post_before_a_shorter_window_is_an_earlier_one(group: Any):
    fill(group, [Person(posts={40: 1}, read=(3,))] * 10 + [reader()] * 5)
    assert numbers("participation", group)["classes"]["reader"] == 5
    short = numbers("participation", group, window=28)
    assert short["classes"]["reader"] == 15 and short["history"]["paused"] == 10


def test_somebody_in_two_groups_is_one_person_of_the_site(group: Any, make: Any):
    keys = fill(group, [writer(2)] * 20)
    second = make.group()
    with unit_of_work():
        for key in keys:
            for day in (yesterday(), yesterday() - timedelta(days=1)):
                count(member_id=key, group_id=second.id, day=day, what="posts")
    assert numbers("participation", None)["seen"] == 50
    assert numbers("participation", None)["classes"]["occasional"] == 20


def test_exclusions_are_those_of_the_group(group: Any):
    keys = fill(group, [reader()] * 20)
    with unit_of_work():
        db.session.add_all(EngagementWish(member_id=key, counts_reading=False) for key in keys[:9])
    assert numbers("participation", group)["excluded"] == 10
    with unit_of_work():
        db.session.query(EngagementWish).update({"counts_reading": True})
    assert numbers("participation", group)["excluded"] is None


def test_the_same_posts_have_two_ginis(group: Any):
    fill(group, [writer(posts) for posts in ZIPF100] + [reader()] * 300)
    found = numbers("inequality", group)["gini"]
    assert found["posters"] == {"plain": 0.62, "corrected": 0.63}
    assert found["seen"] == {"plain": 0.91, "corrected": 0.91}
    assert round(gini([0] * 300 + ZIPF100) or 0, 2) == 0.91


def test_rank_classes_are_told_for_both_populations_with_how_many_they_are(group: Any):
    fill(group, [writer(posts) for posts in ZIPF100] + [reader()] * 400)
    ranks = numbers("inequality", group)["ranks"]
    assert ranks["seen"] == [
        {"top": 1, "members": 5, "share": 44}, {"top": 10, "members": 50, "share": 87},
    ]  # fmt: skip
    assert ranks["posters"] == [
        {"top": 1, "members": None, "share": None}, {"top": 10, "members": 10, "share": 56},
    ]  # fmt: skip


def test_few_who_wrote_half_are_under_five(group: Any):
    fill(group, [writer(90)] * 2 + [writer(1)] * 20)
    found = numbers("inequality", group)
    assert found["half"] is None and found["effective"] is None and found["posts"] == 200


def test_without_five_who_wrote_nothing_is_defined(group: Any):
    fill(group, [reader()] * 50 + [writer(5)] * 4)
    found = numbers("inequality", group)
    assert found["population"] == 55 and found["posters"] is None
    for name in ("gini", "curve", "ranks", "half", "effective", "tail"):
        assert found[name] is None


@pytest.mark.parametrize(("writers", "told"), [(40, False), (60, True)])
def test_an_exponent_is_told_only_of_a_long_tail(group: Any, writers: int, told: bool):
    posts = [round(10 * (1 - (place + 0.5) / writers) ** (-1 / 1.2)) for place in range(writers)]
    fill(group, [writer(count) for count in posts])
    tail = numbers("inequality", group)["tail"]
    assert (tail is not None) is told
    if tail is not None:
        assert 1.8 < tail["alpha"] < 2.6 and tail["members"] == 60


def test_a_tail_that_is_no_power_law_has_no_exponent(group: Any):
    fill(group, [writer(40)] * 60 + [writer(41)] * 60)
    assert numbers("inequality", group)["tail"] is None


def test_no_two_shares_tell_what_fewer_than_five_wrote(group: Any):
    """Of 57 people 48 wrote: the ten in 100 of both are one person apart."""
    fill(group, [writer(50 - place) for place in range(48)] + [reader()] * 9)
    found = numbers("inequality", group)
    told = [k for k, _share in found["curve"]]
    assert all(later - earlier >= 5 for earlier, later in zip([0, *told], told, strict=False))
    assert found["ranks"]["seen"][1]["share"] is not None
    assert found["ranks"]["posters"][1]["share"] in (None, found["ranks"]["seen"][1]["share"])


def test_a_window_begins_at_the_first_instant_of_its_first_day():
    scope = Scope(group_id=None, window=28, definition="none", day=date(2026, 3, 28))
    assert scope.begins == datetime(2026, 3, 1, tzinfo=UTC)
    assert scope.ends == datetime(2026, 3, 29, tzinfo=UTC)
