"""A room for people outside of it, and a room in which one cannot write just now."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from tests.factories import Maker
from tests.support.client import SiteClient

HOUR = timedelta(hours=1)


@pytest.fixture
def look(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """The page of a room with these values as the patient, who is inside, gets it."""

    def looker(state: str = "in", limit: str | None = None, **values: Any) -> Any:
        group = make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))
        inside = (cast.patient, cast.other_patient) if state == "in" else (cast.other_patient,)
        room = make.room(group=group, inside=inside, hosts=(cast.steward,), **values)
        if limit:
            make.limit(room=room, member=cast.patient, kind=limit)
        make.message(room=room, by=cast.other_patient, body="Said inside")
        browser: SiteClient = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
        return browser.page(f"/rooms/{room.public_id}")

    return looker


def words(page: Any) -> str:
    return " ".join(page.main.get_text(" ").split())


def can_write(page: Any) -> bool:
    return not page.select_one("[data-composer]").has_attr("hidden")


def test_who_is_outside_reads_what_the_room_is_and_nothing_said_in_it(look: Any) -> None:
    page = look(state="out", purpose="A quiet hour", retention="90d")

    assert "A quiet hour" in words(page)
    assert "Messages are deleted after 90 days." in words(page)
    assert "Host: steward." in words(page)
    assert "Said inside" not in page.get_text()
    assert page.select_one("main form button").get_text(strip=True) == "Come in"


def test_who_was_removed_is_told_so_and_finds_no_way_in(look: Any) -> None:
    page = look(limit="removed")

    assert "You cannot come in just now" in words(page)
    assert "Said inside" not in page.get_text()
    assert page.select("main form") == []


def test_who_was_muted_reads_and_has_no_box(look: Any) -> None:
    page = look(limit="muted")

    assert "Said inside" in words(page)
    assert "You can read here, and not write for now" in words(page)
    assert not can_write(page)


def test_a_closed_room_says_why_and_can_still_be_read(look: Any) -> None:
    page = look(closed_at=now(), closed_reason="Summer is over")

    assert "This room is closed Summer is over" in words(page)
    assert "Said inside" in words(page)
    assert not can_write(page)


def test_slow_mode_says_how_slow(look: Any) -> None:
    page = look(slow_seconds=30)

    assert "Slow mode: one message every 30 seconds from each person." in words(page)
    assert can_write(page)


def test_a_room_that_holds_new_people_says_so_to_them(look: Any) -> None:
    assert "a host reads your messages before others" in words(look(holds_new=True))
    assert "a host reads your messages" not in words(look())


@pytest.mark.parametrize(
    ("starts", "title", "writable"),
    [
        (5, "This gathering has not begun", False),
        (-9, "This gathering is over", False),
        (0, None, True),
    ],
)
def test_a_gathering_takes_messages_around_its_time(
    look: Any, starts: int, title: str | None, writable: bool
) -> None:
    begin = now() + starts * HOUR
    page = look(kind="gathering", starts_at=begin, ends_at=begin + HOUR, purpose="1. Hello")

    assert can_write(page) is writable
    heading = page.select_one("[data-state] h2")
    assert (heading.get_text(strip=True) if heading else None) == title
    assert "1. Hello" in words(page)


def test_an_empty_room_says_that_waiting_is_fine(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    room = make.room(group=make.group(members=(cast.patient,)), inside=(cast.patient,))
    page = app.test_client().sign_in(cast.patient).page(f"/rooms/{room.public_id}")  # type: ignore[attr-defined]
    assert "Nothing was said here yet" in words(page)


def test_a_conversation_of_two_carries_the_name_of_the_other(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    room = make.direct_room(between=(cast.patient, cast.other_patient))
    page = app.test_client().sign_in(cast.patient).page(f"/rooms/{room.public_id}")  # type: ignore[attr-defined]
    assert page.h1.get_text(strip=True) == "other patient"
    assert "Only you and other patient are in here." in words(page)


def test_the_state_of_a_room_comes_alone_for_pages_that_are_open(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient,), slow_seconds=10)
    inside = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
    outside = app.test_client().sign_in(cast.other_patient)  # type: ignore[attr-defined]

    state = inside.page(f"/rooms/{room.public_id}/state")

    assert state.div["data-may-write"] == "yes"
    assert "every 10 seconds" in state.get_text()
    assert state.find("html") is None
    assert outside.get(f"/rooms/{room.public_id}/state").status_code == 403
