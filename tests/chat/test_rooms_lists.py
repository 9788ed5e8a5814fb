"""Finding rooms: the ones I am in, those of a group, what stands on the group's page and on Today."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.core.clock import now
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries


@pytest.fixture
def world(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A group with a room of each kind, and another group with the same, which nobody here may
    see."""
    group = make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))
    foreign = make.group(members=(cast.stranger,))
    tomorrow = now() + timedelta(days=1)
    planned = {"kind": "gathering", "starts_at": tomorrow, "ends_at": tomorrow + timedelta(hours=1)}
    other, me = (cast.other_patient,), cast.patient
    rooms = {
        "mine": make.room(group=group, inside=(me,), hosts=other, title="Kitchen"),
        "not_mine": make.room(group=group, inside=other, title="Garden"),
        "asked": make.room(group=group, hosts=other, kind="invited", title="Attic"),
        "hidden": make.room(group=group, inside=other, kind="invited", title="Cellar"),
        "planned": make.room(group=group, hosts=other, title="Round", **planned),
        "foreign": make.room(group=foreign, title="Elsewhere"),
        "foreign_planned": make.room(group=foreign, title="Far round", **planned),
    }
    make.place_in_room(room=rooms["asked"], member=me, state="invited", invited_by=other[0])
    return SimpleNamespace(group=group, far_group=foreign, cast=cast, **rooms)


@pytest.fixture
def member(app: Flask, world: SimpleNamespace) -> SiteClient:
    """Somebody who is in one room and was asked into another."""
    browser: SiteClient = app.test_client().sign_in(world.cast.patient)  # type: ignore[attr-defined]
    return browser


def titles(page: BeautifulSoup) -> list[str]:
    """The rooms a page lists, in its order."""
    return [heading.text for heading in page.select(".room-line h3")]


def test_my_rooms_are_those_i_am_in_and_was_asked_into(
    member: SiteClient, world: SimpleNamespace
) -> None:
    page = member.page("/rooms")

    assert titles(page) == ["Attic", "Kitchen"]
    assert page.select_one(f'form[action="/rooms/{world.asked.public_id}/enter"]')


def test_a_room_says_that_something_is_new_in_it(
    member: SiteClient, world: SimpleNamespace, make: Maker
) -> None:
    assert "New since you were there" not in member.page("/rooms").text

    make.message(room=world.mine, by=world.cast.other_patient)

    assert "New since you were there" in member.page("/rooms").text


def test_who_is_in_no_room_is_told_where_rooms_are(app: Flask, cast: SimpleNamespace) -> None:
    page = app.test_client().sign_in(cast.stranger).page("/rooms")  # type: ignore[attr-defined]

    assert page.select_one(".empty-state h2").text == "You are in no room"


def test_a_group_lists_gatherings_then_rooms_that_one_may_know_of(
    member: SiteClient, world: SimpleNamespace
) -> None:
    page = member.page(f"/groups/{world.group.slug}/rooms")

    assert titles(page) == ["Round", "Attic", "Garden", "Kitchen"]
    assert "With other patient" in page.text


def test_a_steward_knows_of_every_room_and_may_open_more(
    app: Flask, world: SimpleNamespace
) -> None:
    steward = app.test_client().sign_in(world.cast.steward)  # type: ignore[attr-defined]

    page = steward.page(f"/groups/{world.group.slug}/rooms")

    assert titles(page) == ["Round", "Attic", "Cellar", "Garden", "Kitchen"]
    assert [link.text for link in page.select("main .actions a")] == [
        "Plan a gathering",
        "Open a room",
    ]


def test_who_is_not_in_the_group_is_told_so_and_sees_none(
    app: Flask, world: SimpleNamespace
) -> None:
    outsider = app.test_client().sign_in(world.cast.stranger)  # type: ignore[attr-defined]

    page = outsider.page(f"/groups/{world.group.slug}/rooms")

    assert titles(page) == []
    assert page.select_one(".empty-state h2").text == "Rooms are for members of the group"


def test_lists_ask_few_questions_however_many_rooms_there_are(
    member: SiteClient, world: SimpleNamespace, make: Maker
) -> None:
    for _number in range(12):
        make.room(group=world.group, inside=(world.cast.patient,))
    for address, most in (("/rooms", 3), (f"/groups/{world.group.slug}/rooms", 3)):
        member.page(address)
        with count_queries() as seen:
            member.page(address)
        assert len(seen) <= most, seen


def test_the_front_of_a_group_names_the_next_gathering_to_its_members(
    app: Flask, member: SiteClient, world: SimpleNamespace, make: Maker
) -> None:
    sooner = now() + timedelta(hours=2)
    off = {"starts_at": sooner, "ends_at": sooner + timedelta(hours=1), "closed_at": now()}
    make.room(group=world.group, kind="gathering", title="Called off", **off)
    front = f"/groups/{world.group.slug}"
    member.page(front)

    with count_queries() as seen:
        part = member.page(front).select_one(".group-rooms")

    assert part is not None
    assert part.select_one("p a").text == "Round"
    assert part.select_one(f'a[href="{front}/rooms"]')
    assert len(seen) <= 8, seen
    outsider = app.test_client().sign_in(world.cast.stranger)  # type: ignore[attr-defined]
    assert outsider.page(front).select_one(".group-rooms") is None


def test_today_shows_the_next_gathering_i_am_reminded_of(
    member: SiteClient, world: SimpleNamespace
) -> None:
    assert "Your next gathering" not in member.page("/").text
    member.post(f"/rooms/{world.planned.public_id}/remind")

    member.page("/")
    with count_queries() as seen:
        page = member.page("/")

    assert page.find("h2", string="Your next gathering").find_next("a").text == "Round"
    assert len(seen) <= 10, seen


def test_past_gatherings_stand_a_page_each_by_key(
    member: SiteClient, world: SimpleNamespace, make: Maker
) -> None:
    for day in range(1, 24):
        begin = now() - timedelta(days=day)
        make.room(group=world.group, kind="gathering", title=f"Day {day}", starts_at=begin,
                  ends_at=begin + timedelta(hours=1))  # fmt: skip
    begin = now() - timedelta(days=1)
    make.room(group=world.far_group, kind="gathering", title="Not here", starts_at=begin,
              ends_at=begin + timedelta(hours=1))  # fmt: skip

    first = member.page(f"/groups/{world.group.slug}/rooms/past")
    second = member.page(first.select_one("nav.pager a[rel=next], nav.pager a")["href"])

    assert titles(first) == [f"Day {day}" for day in range(1, 21)]
    assert titles(second) == ["Day 21", "Day 22", "Day 23"]


@pytest.mark.parametrize("key", ["nonsense", "WzEsMl0", "WyIyMDI2IiwieCJd"])
def test_a_made_up_key_is_not_found(member: SiteClient, world: SimpleNamespace, key: str) -> None:
    member.page(f"/groups/{world.group.slug}/rooms/past?after={key}", 404)
