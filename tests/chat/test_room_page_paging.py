"""Reading back: pages by number, days, links to one message, and the mark of what is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture
def room(make: Maker, cast: SimpleNamespace) -> Any:
    """120 messages over three days, every half hour; two of another room beside them."""
    group = make.group(members=(cast.patient, cast.other_patient))
    row = make.room(group=group, inside=(cast.patient, cast.other_patient))
    noise = make.room(group=group, inside=(cast.patient,))
    with make.together():
        for number in range(120):
            at = MIDNIGHT + timedelta(minutes=30) * number
            make.message(room=row, by=cast.other_patient, body=f"Word {number + 1}", created_at=at)
            make.message(room=noise, by=cast.patient, body="Noise", created_at=at)
    return row


@pytest.fixture
def reader(app: Flask, cast: SimpleNamespace) -> SiteClient:
    """The patient's browser."""
    return app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined, no-any-return]


def said(page: Any) -> list[int]:
    return [int(tag.get_text().split()[-1]) for tag in page.select(".message .prose")]


def test_pages_lead_back_to_the_beginning_and_forth_again_without_a_gap(
    room: Any, reader: SiteClient
) -> None:
    pages, page = [], reader.page(f"/rooms/{room.public_id}")
    while True:
        pages.append(said(page))
        older = page.select_one("[data-older]")
        if older.has_attr("hidden"):
            break
        page = reader.page(older.a["href"])
    assert [number for part in reversed(pages) for number in part] == list(range(1, 121))

    forth = reader.page(f"/rooms/{room.public_id}?after=20")

    assert said(forth) == list(range(21, 71))
    (newer,) = [a for a in forth.select("main a") if a.get_text(strip=True) == "Newer messages"]
    assert said(reader.page(newer["href"])) == list(range(71, 121))


def test_only_the_newest_part_is_live(room: Any, reader: SiteClient) -> None:
    live = [
        reader.page(f"/rooms/{room.public_id}{query}").select_one("#chat")["data-newest"]
        for query in ("", "?before=60", "?after=10", "?after=100")
    ]
    assert live == ["yes", "no", "no", "yes"]


def test_a_day_holds_what_was_said_in_the_zone_of_the_reader(room: Any, reader: SiteClient) -> None:
    utc = reader.page(f"/rooms/{room.public_id}/days/2026-03-04")
    reader.post("/me/clock-and-language", data={"locale": "en", "time_zone": "America/New_York"})
    west = reader.page(f"/rooms/{room.public_id}/days/2026-03-03")

    assert said(utc) == list(range(49, 97))
    # Five hours behind: the day begins at 05:00 UTC.
    assert said(west) == list(range(11, 59))
    assert west.select_one("time").get_text() == "00:00"


def test_days_lead_to_the_ones_before_and_after_on_which_something_was_said(
    room: Any, reader: SiteClient
) -> None:
    page = reader.page(f"/rooms/{room.public_id}/days/2026-03-04")
    ways = {a["rel"][0]: a["href"].split("?")[0][-10:] for a in page.select(".pager a[rel]")}
    assert ways == {"prev": "2026-03-03", "next": "2026-03-05"}


def test_a_day_on_which_nothing_was_said_says_so(room: Any, reader: SiteClient) -> None:
    page = reader.page(f"/rooms/{room.public_id}/days/2026-01-01")
    assert said(page) == []
    assert "Nothing was said on this day" in page.get_text()


@pytest.mark.parametrize("day", ["2026-3-4", "yesterday", "2026-02-30", "9999-12-31", "20260304"])
def test_what_is_no_day_is_not_found(room: Any, reader: SiteClient, day: str) -> None:
    assert reader.get(f"/rooms/{room.public_id}/days/{day}").status_code == 404


def test_a_long_day_is_paged_by_number(
    room: Any, reader: SiteClient, make: Maker, cast: SimpleNamespace
) -> None:
    with make.together():
        for number in range(121, 191):
            at = MIDNIGHT + timedelta(days=9, seconds=number)
            make.message(room=room, by=cast.patient, body=f"Word {number}", created_at=at)

    page = reader.page(f"/rooms/{room.public_id}/days/2026-03-12")

    assert said(page) == list(range(121, 171))
    (more,) = [a for a in page.select("main a") if a.get_text(strip=True) == "More of this day"]
    assert said(reader.page(more["href"])) == list(range(171, 191))


@pytest.mark.parametrize("number", [1, 3, 60, 119, 120])
def test_a_link_to_a_message_leads_to_a_page_that_holds_it(
    room: Any, reader: SiteClient, number: int
) -> None:
    answer = reader.get(f"/rooms/{room.public_id}/at/{number}")

    assert answer.status_code == 302
    address, _hash, mark = answer.headers["Location"].partition("#")
    assert mark == f"m-{number}"
    assert reader.page(address).find(id=mark) is not None


def test_what_is_new_since_the_last_place_is_marked(room: Any, reader: SiteClient) -> None:
    reader.post(f"/rooms/{room.public_id}/read", data={"up_to": "100"})
    reader.post(f"/rooms/{room.public_id}/read", data={"up_to": "40"})

    page = reader.page(f"/rooms/{room.public_id}")

    (mark,) = page.select(".chat-since")
    assert mark.find_next_sibling("li")["id"] == "m-101"
    assert page.select(".continue-link") == []


def test_who_has_read_nothing_yet_finds_no_mark(room: Any, reader: SiteClient) -> None:
    page = reader.page(f"/rooms/{room.public_id}")
    assert page.select(".chat-since, .continue-link") == []


def test_a_last_place_above_the_page_is_led_to(room: Any, reader: SiteClient) -> None:
    reader.post(f"/rooms/{room.public_id}/read", data={"up_to": "30"})

    (link,) = reader.page(f"/rooms/{room.public_id}").select(".continue-link")

    place = reader.get(link["href"]).headers["Location"].partition("#")[0]
    page = reader.page(place)
    assert page.select_one(".chat-since").find_next_sibling("li")["id"] == "m-31"


def test_a_hundred_thousand_messages_are_no_more_work_than_fifty(
    room: Any, reader: SiteClient, make: Maker, cast: SimpleNamespace
) -> None:
    make.many_messages(room=room, by=cast.other_patient, count=100_000)
    reader.page(f"/rooms/{room.public_id}")

    with count_queries() as seen:
        newest = reader.page(f"/rooms/{room.public_id}")
        middle = reader.page(f"/rooms/{room.public_id}?before=50000")

    assert len(newest.select(".message")) == len(middle.select(".message")) == 50
    assert len(seen) <= 16
