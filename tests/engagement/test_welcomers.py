"""Whom a steward is offered to ask: willing, rested, similar by what is no secret."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import EngagementWish
from app.engagement.queries.welcomers import welcomers
from app.engagement.services.counting import count
from app.moderation.models import Restriction
from tests.engagement.welcoming_people import asked, came, willing
from tests.factories import Maker
from tests.moderation.restrictions.judging import restrict


@pytest.fixture
def new(make: Maker) -> Any:
    return make.member(display_name="new", locale="de")


@pytest.fixture
def group(inside: Flask, make: Maker, cast: SimpleNamespace, new: Any) -> Any:
    """One willing helper, and people who are in the group or willing elsewhere."""
    with unit_of_work():
        group, other = make.group(), make.group()
        came(new, group, days=1)
        willing(cast.carer, group)
        came(cast.stranger, group, days=50)
        willing(cast.stranger, other)
    return group


def offered(group: Any, new: Any) -> list[str]:
    return [one.display_name for one in welcomers(group.id, new.id, now())]


def test_whoever_said_so_here_is_offered(group: Any, new: Any):
    assert offered(group, new) == ["carer"]


def test_nobody_welcomes_themselves(group: Any, new: Any):
    with unit_of_work():
        willing(new, group)
    assert offered(group, new) == ["carer"]


@pytest.mark.parametrize(("days", "is_offered"), [(-1, True), (0, False), (3, False)])
def test_whoever_rests_is_not_asked(
    cast: SimpleNamespace, group: Any, new: Any, days: int, is_offered: bool
):
    with unit_of_work():
        willing(cast.patient, group, rests_until=now().date() + timedelta(days=days))
    assert ("patient" in offered(group, new)) is is_offered


@pytest.mark.parametrize("replies", [(None, None), ("yes", None), ("yes", "yes")])
def test_two_welcomes_at_once_are_enough(
    make: Maker, cast: SimpleNamespace, group: Any, new: Any, replies: tuple[Any, ...]
):
    """Also in another group; what was declined or is long ago counts for nothing."""
    with unit_of_work():
        willing(cast.patient, group)
        asked(cast.patient, make.member(), group, "no", days=1)
        asked(cast.patient, make.member(), group, "yes", days=15)
        asked(cast.patient, make.member(), group, replies[0], days=3)
    assert "patient" in offered(group, new)
    with unit_of_work():
        asked(cast.patient, make.member(), make.group(), replies[1], days=3)
    assert offered(group, new) == ["carer"]


@pytest.mark.parametrize("reply", [None, "no", "yes"])
def test_nobody_is_asked_twice_for_the_same_newcomer(
    cast: SimpleNamespace, group: Any, new: Any, reply: str | None
):
    with unit_of_work():
        asked(cast.carer, new, group, reply, days=1)
    assert offered(group, new) == []


def test_a_block_keeps_them_apart_either_way(
    make: Maker, cast: SimpleNamespace, group: Any, new: Any
):
    with unit_of_work():
        for who in (cast.patient, cast.other_patient, cast.moderator):
            willing(who, group)
        make.block(by=new, member=cast.patient)
        make.block(by=cast.other_patient, member=new)
        make.block(by=new, member=cast.moderator, kind="mute")
        make.block(by=cast.stranger, member=cast.carer)
    assert sorted(offered(group, new)) == ["carer", "moderator"]


def test_adults_and_younger_people_are_not_brought_together(
    make: Maker, cast: SimpleNamespace, group: Any, new: Any
):
    with unit_of_work():
        willing(make.member(display_name="adult", age_confirmed=18), group)
    assert offered(group, new) == ["carer"]
    with unit_of_work():
        db.session.merge(new).age_confirmed = 18
    assert offered(group, new) == ["adult"]


def test_the_leaving_and_who_prefers_to_read_are_not_asked(
    make: Maker, cast: SimpleNamespace, group: Any, new: Any
):
    leaving = make.member(closing_on=now())
    with unit_of_work():
        for who in (cast.patient, cast.other_patient, leaving):
            willing(who, group)
        for who, prefers in ((cast.patient, True), (cast.other_patient, False)):
            db.session.add(EngagementWish(member_id=who.id, prefers_to_read=prefers))
    assert sorted(offered(group, new)) == ["carer", "other patient"]


def test_who_is_suspended_now_is_not_asked(
    inside: Flask, cast: SimpleNamespace, group: Any, new: Any
):
    people = (cast.patient, cast.other_patient, cast.steward, cast.ex_member)
    with unit_of_work():
        for who in people:
            willing(who, group)
    for who, kind in zip(
        people, ("suspended", "suspended", "suspended", "reply_limit"), strict=True
    ):
        restrict(inside, cast.moderator, who, kind)
    with unit_of_work():
        held = {row.member_id: row for row in db.session.query(Restriction)}
        held[cast.patient.id].until = None
        held[cast.other_patient.id].lifted_at = now()
        held[cast.steward.id].until = now() - timedelta(seconds=1)
    assert sorted(offered(group, new)) == ["carer", "ex member", "other patient", "steward"]


def test_who_left_the_group_is_not_asked(make: Maker, cast: SimpleNamespace, group: Any, new: Any):
    with unit_of_work():
        wish = willing(cast.patient, make.group())
        wish.group_id = group.id
    assert offered(group, new) == ["carer"]


def test_the_same_language_comes_first_then_the_most_rested(
    make: Maker, cast: SimpleNamespace, group: Any, new: Any
):
    people = {
        name: make.member(display_name=name, locale=locale)
        for name, locale in (
            ("busy", "de"), ("writes", "de"), ("quiet", "de"), ("near", "de"), ("foreign", "en")
        )
    }  # fmt: skip
    with unit_of_work():
        for who in people.values():
            willing(who, group)
        shared = make.group()
        for who in (new, people["near"], people["foreign"]):
            came(who, shared, days=30)
        asked(people["busy"], make.member(), group, days=1)
        today = now().date()
        count(member_id=people["writes"].id, group_id=group.id, day=today, what="posts")
        long_ago = today - timedelta(days=14)
        count(member_id=people["quiet"].id, group_id=group.id, day=long_ago, what="posts")
        count(member_id=people["near"].id, group_id=group.id, day=today, what="posts")
    assert offered(group, new) == ["near", "quiet", "writes", "busy", "foreign", "carer"]


def test_at_most_eight_are_offered(make: Maker, group: Any, new: Any):
    with unit_of_work():
        for _ in range(9):
            willing(make.member(), group)
    assert len(offered(group, new)) == 8
