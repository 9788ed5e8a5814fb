"""W-4 to W-6: whoever may no longer read hears nothing more, whatever was heard of it here."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.accounts.queries import members
from app.accounts.services import changing, closing, granting, sessions
from app.accounts.services.erasing import erase
from app.chat.services import entering, limiting
from app.chat.sockets import live, live_of
from app.community.services import joining
from app.core.transactions import unit_of_work
from tests.chat.pages import Page
from tests.chat.sockets.acts import deaf, end_place, end_sessions, show_everything
from tests.factories import Maker

# How a session ends, and how a place in a room does: who it is, the room, the host.
OVER = {
    "signing out": lambda one, **_: sessions.end_current(by=one),
    "ending all devices": lambda one, **_: sessions.end_all(member_id=one.id, public_id=""),
    "a new password": lambda one, **_: changing.change_password(
        by=members.viewer_of(one.id), password_hash="x"
    ),
    "closing the account": lambda one, **_: closing.ask(
        by=members.viewer_of(one.id), posts="keep"
    ),
    "a role that waits for a second step": lambda one, **_: granting.grant(
        by=granting.THE_SERVER, member=members.viewer_of(one.id), role="moderator", reason="Asked"
    ),
    "erasing": lambda one, **_: erase(one.id, posts="remove"),
}  # fmt: skip
OUT = {
    "leaving the room": lambda one, room, **_: entering.leave(by=one, room_id=room.id),
    "being removed": lambda one, room, host: limiting.limit(
        by=host, room_id=room.id, person_id=one.public_id, kind="removed", length="day",
        reason="Insults",
    ),
    "leaving the group": lambda one, room, **_: joining.leave(by=one, group=room.group_id),
}  # fmt: skip


ROLE = "a role that waits for a second step"


@pytest.fixture
def host(talk: SimpleNamespace, make: Maker) -> SimpleNamespace:
    """A host of the room with no page open."""
    make.place_in_room(room=talk.room, member=talk.cast.carer, role="host")
    return make.viewer(member=talk.cast.carer)


def do(app: Flask, act, talk: SimpleNamespace, host) -> None:
    """The act, by the member behind page one and from its session."""
    with app.app_context():
        viewer = sessions.viewer_behind(talk.one.browser.get_cookie("session").value)[0]
        with unit_of_work():
            act(viewer, room=talk.room, host=host)


def words_heard(page: Page) -> list[str]:
    """What was said to this page since it last looked."""
    return [one["item"] for one in page.got("said")]


@pytest.mark.parametrize("how", OVER)
def test_an_ended_session_closes_its_page_at_once(
    app: Flask, talk: SimpleNamespace, host, how: str
) -> None:
    do(app, OVER[how], talk, host)

    assert talk.one.got("signed_out") == [{}]
    assert not talk.one.is_connected()
    assert talk.other.say(talk.room, "Among us")["ok"]
    assert words_heard(talk.one) == []
    assert len(words_heard(talk.other)) == 1


@pytest.mark.parametrize("how", OUT)
def test_an_ended_place_silences_its_page_at_once(
    app: Flask, talk: SimpleNamespace, host, how: str
) -> None:
    do(app, OUT[how], talk, host)

    assert [one["room"] for one in talk.one.got("cut")] == [talk.room.public_id]
    assert talk.other.say(talk.room, "Among us")["ok"]
    assert talk.one.got() == []
    assert talk.one.is_connected()


@pytest.mark.parametrize("how", [*(how for how in OVER if how != ROLE), *OUT])
def test_the_next_message_cuts_where_the_news_is_lost(
    app: Flask, talk: SimpleNamespace, host, how: str
) -> None:
    """As while Redis is away. Red without the version: a client that stays would read on."""
    with deaf(app, "cut", "recheck"):
        do(app, {**OVER, **OUT}[how], talk, host)
        talk.one.got()

        assert talk.other.say(talk.room, "Among us")["ok"]

    assert talk.one.got() == [{"room": talk.room.public_id, "why": "rights"}]
    assert len(words_heard(talk.other)) == 1


@pytest.mark.parametrize("kind", ["typing", "present"])
def test_signs_of_life_cut_in_the_same_way(app: Flask, talk: SimpleNamespace, kind: str) -> None:
    show_everything(app, talk.cast.other_patient)
    end_place(app, talk.cast.patient, talk.room)

    assert talk.other.ask(kind, room=talk.room.public_id, on=True)["ok"]

    assert talk.one.got() == [{"room": talk.room.public_id, "why": "rights"}]
    assert len(talk.other.got()) == 1


@pytest.mark.parametrize("how", [*(how for how in OVER if how != ROLE), *OUT])
def test_the_catch_up_cuts_without_any_message(
    app: Flask, talk: SimpleNamespace, host, how: str
) -> None:
    with deaf(app, "cut", "recheck"):
        do(app, {**OVER, **OUT}[how], talk, host)
    talk.one.got()

    live_of(app).catch_up()

    assert [one["why"] for one in talk.one.got("cut")] == ["rights"]


@pytest.mark.parametrize("how", OVER)
def test_the_sweep_closes_pages_without_any_message(
    app: Flask, talk: SimpleNamespace, host, how: str
) -> None:
    with deaf(app, "cut", "recheck"):
        do(app, OVER[how], talk, host)

    live_of(app).sweep()

    assert not talk.one.is_connected()
    assert talk.other.is_connected()


def test_the_sweep_finds_what_left_no_trace_at_all(app: Flask, talk: SimpleNamespace) -> None:
    """A session that ran out, a row that somebody deleted by hand: no version has grown."""
    end_sessions(app, talk.cast.patient)
    assert talk.other.say(talk.room, "Before the sweep")["ok"]
    assert len(words_heard(talk.one)) == 1

    live_of(app).sweep()

    assert not talk.one.is_connected()
    assert talk.other.say(talk.room, "After it")["ok"]
    assert words_heard(talk.one) == []


def test_who_ended_another_device_keeps_their_own_page(app: Flask, talk: SimpleNamespace) -> None:
    second = Page(app, talk.cast.patient)
    second.join(talk.room)

    second.browser.post("/sign-out")

    assert not second.is_connected()
    assert talk.one.is_connected()
    talk.other.say(talk.room, "Hello")
    assert len(words_heard(talk.one)) == 1


def test_a_room_that_is_gone_cuts_everybody(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "heads", lambda _rooms: {})

    live_of(app).sweep()

    for page in (talk.one, talk.other):
        assert [one["why"] for one in page.got("cut")] == ["rights"]
    assert live_of(app).audiences.all() == []
