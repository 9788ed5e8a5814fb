"""The page of a room as it comes from the site, in all its states."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.services.avoiding import avoid
from app.core.clock import now
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

HOUR = timedelta(hours=1)


@pytest.fixture
def group(make: Maker, cast: SimpleNamespace) -> Any:
    """The patients' group."""
    return make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))


@pytest.fixture
def opened(make: Maker, cast: SimpleNamespace, group: Any) -> Any:
    """Makes a room with the two patients inside; another room has other words."""

    def maker(**values: Any) -> Any:
        noise = make.room(group=group, inside=(cast.patient, cast.other_patient))
        make.message(room=noise, by=cast.other_patient, body="In another room")
        values.setdefault("inside", (cast.patient, cast.other_patient))
        return make.room(group=group, **values)

    return maker


@pytest.fixture
def patient(app: Flask, cast: SimpleNamespace) -> SiteClient:
    """The patient's browser."""
    return app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined, no-any-return]


def address(room: Any, more: str = "") -> str:
    return f"/rooms/{room.public_id}{more}"


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def test_messages_stand_in_their_order_below_their_days(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened()
    for days, body in ((1, "The day before"), (0, "First"), (0, "Second")):
        make.message(
            room=room, by=cast.other_patient, body=body, created_at=now() - days * 24 * HOUR
        )

    page = patient.page(address(room))

    said = [words(tag) for tag in page.select(".chat-list .prose")]
    assert said == ["The day before", "First", "Second"]
    assert len(page.select(".chat-day")) == 2
    assert "In another room" not in page.get_text()


def test_the_live_region_stands_there_empty_and_apart_from_what_was_said(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened()
    make.message(room=room, by=cast.other_patient)

    page = patient.page(address(room))

    (log,) = page.select("[role=log]")
    assert log["tabindex"] == "0"
    assert page.find(id=log["aria-labelledby"]) is not None
    assert words(log.select_one("[data-spoken]")) == ""
    assert log.select(".message") == []
    assert page.select_one(".chat-list").find_parent(attrs={"aria-live": True}) is None


def test_own_words_say_so_and_those_of_others_do_not(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened()
    make.message(room=room, by=cast.patient)
    make.message(room=room, by=cast.other_patient)

    headings = [words(tag) for tag in patient.page(address(room)).select(".message h3")]

    assert headings == ["patient you", "other patient"]


def test_everybody_inside_reads_how_long_words_stay_and_who_sees_them(
    opened: Any, patient: SiteClient, cast: SimpleNamespace
) -> None:
    room = opened(retention="24h", history="since_joining", hosts=(cast.steward,))

    said = words(patient.page(address(room)).main)

    assert "Messages are deleted after 24 hours." in said
    assert "Who comes in later reads only what is said from then on." in said
    assert "Host: steward." in said


def test_a_message_under_a_note_is_folded_and_says_what_it_is_about(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened()
    make.message(room=room, by=cast.other_patient, body="Hard words", content_note="a bad night")

    (note,) = patient.page(address(room)).select("details.content-note")

    assert words(note.summary) == "Show: a bad night"
    assert words(note.select_one(".prose")) == "Hard words"
    assert not note.has_attr("open")


def test_a_message_of_somebody_avoided_is_folded_and_their_words_are_not_quoted(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient, do: Any
) -> None:
    room = opened()
    first = make.message(room=room, by=cast.other_patient, body="Loud words")
    make.message(room=room, by=cast.patient, body="An answer", reply_to_id=first.id)
    make.message(room=room, by=cast.steward, body="Not avoided")
    do(avoid, by=cast.patient, public_id=cast.other_patient.public_id, kind="mute")

    page = patient.page(address(room))

    (fold,) = page.select("details.message-fold")
    assert words(fold.summary) == "Show: a message by other patient, whom you muted or blocked"
    assert words(page.select_one(".message-reply")) == "Answer to an earlier message"


def test_a_deleted_message_is_a_line_without_its_words(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened()
    make.message(room=room, by=cast.other_patient, body="Taken back", deleted_at=now())

    page = patient.page(address(room))

    assert "Taken back" not in page.get_text()
    assert "This message was deleted." in words(page.select_one(".message"))


def test_who_came_later_reads_no_quote_of_what_was_said_before(
    opened: Any, make: Maker, cast: SimpleNamespace, group: Any, app: Flask
) -> None:
    room = opened(history="since_joining")
    old = make.message(room=room, by=cast.patient, body="Only for those who were there")
    late = app.test_client().sign_in(cast.stranger)  # type: ignore[attr-defined]
    late.post(f"/groups/{group.slug}/join")
    late.post(address(room, "/enter"))
    make.message(room=room, by=cast.other_patient, body="An answer", reply_to_id=old.id)

    page = late.page(address(room))

    assert "those who were there" not in page.get_text()
    assert words(page.select_one(".message-reply")) == "Answer to an earlier message"


def test_what_waits_for_a_host_is_shown_to_its_author_alone(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient, app: Flask
) -> None:
    room = opened(holds_new=True, hosts=(cast.steward,))
    patient.post(address(room), data={"body": "My first words", "client_id": "first-words"})

    own = patient.page(address(room))
    others = app.test_client().sign_in(cast.other_patient).page(address(room))  # type: ignore[attr-defined]

    waiting = words(own.select_one("[data-waiting]"))
    assert waiting == "My first words Waits for a host. Nobody else sees it yet."
    assert "My first words" not in others.get_text()


def test_the_page_asks_at_most_eight_questions_of_the_database(
    opened: Any, make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    room = opened(hosts=(cast.steward,))
    with make.together():
        for number in range(60):
            make.message(room=room, by=(cast.patient, cast.other_patient)[number % 2])
    patient.page(address(room))

    with count_queries() as seen:
        page = patient.page(address(room))

    assert len(page.select(".message")) == 50
    assert len(seen) <= 8, seen
