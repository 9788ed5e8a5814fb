"""What became of those who joined, by week of joining."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.community.models import Membership
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.services.panels import PANELS, Scope
from tests.engagement.crowd import Person, at, fill, yesterday

# A Wednesday: the day before is the last that counts, the last whole week began nine days ago.
NOW = "2026-11-18 10:00:00+00:00"


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """A group; in another one 20 people joined and wrote."""
    with time_machine.travel(NOW, tick=False):
        other = make.group(stewards=(cast.carer,))
        fill(other, [Person(posts={10: 1}, joined=12)] * 20, name="other")
        yield make.group(members=(cast.patient,), stewards=(cast.steward,))


def numbers(group: Any, window: int = 28) -> Any:
    scope = Scope(group_id=group and group.id, window=window, definition="none", day=yesterday())
    return PANELS["funnel"].compute(scope)


def took(found: Any) -> dict[str, Any]:
    return {one["step"]: one["members"] for one in found["steps"]}


def medians(found: Any) -> dict[str, Any]:
    return {one["step"]: one["median_days"] for one in found["steps"]}


def test_every_step_is_counted_of_all_who_joined(group: Any):
    came = [Person(read=(18,), joined=20)] * 10
    reacted = [Person(read=(20,), reacted=(16,), joined=20)] * 15
    wrote = [Person(posts={19: 1}, joined=20)] * 20
    regular = [Person(posts={19: 2, 12: 1, 5: 1}, joined=20)] * 5
    silent = [Person(joined=20)] * 10
    long_here = [Person(posts={3: 4}, read=(2,), joined=200)] * 25
    fill(group, came + reacted + wrote + regular + silent + long_here)
    found = numbers(group)
    assert found["population"] == 60
    assert took(found) == {"read": 50, "reacted": 15, "first_post": 25, "regular": 5}


def test_being_there_on_the_day_of_joining_is_not_coming_again(group: Any):
    fill(group, [Person(read=(20,), joined=20)] * 10 + [Person(read=(20, 19), joined=20)] * 5)
    assert took(numbers(group))["read"] == 5


def test_who_wrote_before_they_joined_again_is_not_new(group: Any):
    fill(group, [Person(posts={25: 1}, joined=20)] * 10 + [Person(posts={15: 1}, joined=20)] * 15)
    found = numbers(group)
    assert found["population"] == 15 and took(found)["first_post"] == 15


def test_who_has_not_taken_a_step_counts_as_still_on_the_way(group: Any):
    """Ten wrote after two days; 15 joined yesterday and have had no time to: they are not left out,
    and they do not count as never."""
    fill(group, [Person(posts={18: 1}, joined=20)] * 10 + [Person(joined=1)] * 15)
    assert medians(numbers(group))["first_post"] == 2
    assert took(numbers(group))["first_post"] == 10


def test_a_median_that_was_not_reached_is_none(group: Any):
    fill(group, [Person(posts={18: 1}, joined=20)] * 10 + [Person(joined=20)] * 15)
    assert medians(numbers(group))["first_post"] is None


def test_weeks_begin_on_monday_and_only_whole_ones_are_shown(group: Any):
    fill(group, [Person(read=(3,), joined=9)] * 10 + [Person(joined=2)] * 10)
    weeks = numbers(group)["weeks"]
    assert [week["monday"] for week in weeks] == ["2026-10-26", "2026-11-02", "2026-11-09"]
    assert weeks[-1] == {
        "monday": "2026-11-09", "joined": 10, "read": 10, "reacted": None, "first_post": None,
        "regular": None,
    }  # fmt: skip
    assert weeks[0]["joined"] is None


def test_twelve_weeks_have_eleven_whole_ones_on_most_days(group: Any):
    assert len(numbers(group, 84)["weeks"]) == 11
    with time_machine.travel("2026-11-16 10:00:00+00:00", tick=False):
        assert len(numbers(group, 84)["weeks"]) == 12


def test_the_site_counts_the_first_group_that_somebody_joined(group: Any, make: Any):
    keys = fill(group, [Person(joined=200)] * 10 + [Person(joined=20)] * 10)
    second = make.group()
    with unit_of_work():
        for key in keys:
            db.session.add(Membership(group_id=second.id, member_id=key, joined_at=at(5)))
    assert numbers(second)["population"] == 20
    assert numbers(None)["population"] == 30


def test_what_was_done_today_is_not_known_yet(group: Any):
    fill(group, [Person(posts={0: 1}, joined=5)] * 10)
    found = numbers(group)
    assert found["population"] == 10 and took(found)["first_post"] is None
