"""Suspended: everything ends at once, and what is left is what one needs to object or to go."""

from __future__ import annotations

import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import SignedInSession
from app.accounts.queries import viewer_of
from app.accounts.services import sessions
from app.chat.queries.rooms import room_by_id
from app.chat.services import saying
from app.chat.sockets import live_of
from app.community.services import editing, posting
from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from app.moderation.models import Decision, Restriction
from app.moderation.steps import SUSPEND
from app.moderation.views.suspended import OPEN
from tests.chat.pages import Page, connect, ticket_of
from tests.chat.sockets.acts import deaf
from tests.moderation.restrictions.judging import judge, reverse
from tests.support.client import SiteClient
from tests.support.queries import count_queries

# Pages of every package that a member reads, and what they would do.
READ = (
    "/", "/groups", "/groups/talkers", "/topics/{topic}", "/rooms", "/rooms/{room}",
    "/rooms/{room}/news?after=0", "/rooms/{room}/state", "/me", "/me/inbox", "/me/devices",
    "/me/filters", "/my-health", "/places", "/conversations", "/api/v1/groups",
    "/api/v1/topics/{topic}",
)  # fmt: skip
WRITE = (
    "/topics/{topic}/reply", "/groups/talkers/topics/new", "/rooms/{room}", "/rooms/{room}/news",
    "/rooms/{room}/read", "/chat/ticket", "/groups/talkers/leave", "/me/name", "/me/filters",
)  # fmt: skip


def at(talk: SimpleNamespace, address: str) -> str:
    """The address with its ids."""
    return address.format(topic=talk.topic.public_id, room=talk.room.public_id)


@pytest.fixture
def again(app: Flask, cast: SimpleNamespace, talk: SimpleNamespace, hold) -> SiteClient:
    """The suspended patient, who signed in once more."""
    hold("suspended")
    return app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]


def test_every_session_ends_and_every_socket_closes_at_once(app: Flask, talk, hold, rows):
    begun = time.monotonic()
    hold("suspended")
    assert talk.one.got("signed_out") == [{}]
    assert not talk.one.is_connected()
    assert time.monotonic() - begun < 2
    assert not rows(SignedInSession, member_id=talk.patient.id)
    assert talk.browser.get("/me").status_code == 302
    assert talk.other.say(talk.room, "Among us")["ok"]
    assert talk.one.got() == []
    assert len(talk.other.got("said")) == 1


def test_where_the_news_is_lost_the_next_message_cuts(talk, app: Flask, hold):
    with deaf(app, "cut", "recheck"):
        hold("suspended")
        talk.one.got()
        assert talk.other.say(talk.room, "Among us")["ok"]
    assert talk.one.got() == [{"room": talk.room.public_id, "why": "rights"}]


def test_the_sweep_closes_a_page_whose_member_was_suspended_unheard(app: Flask, talk, hold):
    """Its session lives: red where the sweep only asks whether there is one."""
    with app.app_context(), unit_of_work():
        row = db.session.query(SignedInSession).filter_by(member_id=talk.patient.id).first()
        kept = {c.name: getattr(row, c.name) for c in SignedInSession.__table__.columns}
    with deaf(app, "cut", "recheck"):
        hold("suspended")
        with app.app_context(), unit_of_work():
            db.session.execute(SignedInSession.__table__.insert().values(kept))
    live_of(app).sweep()
    assert not talk.one.is_connected() and talk.other.is_connected()


def test_an_event_of_a_page_that_stayed_is_refused(app: Flask, talk, again):
    """A new session is no way to a socket, with a ticket of an earlier one neither."""
    assert again.post("/chat/ticket").status_code == 403
    page = connect(app, again, "made up")
    assert not page.is_connected("/chat")


def test_a_ticket_fetched_before_opens_nothing(app: Flask, talk, cast, hold):
    browser = app.test_client().sign_in(cast.patient)
    ticket = ticket_of(app, browser)
    word = browser.get_cookie("session").value
    with app.app_context(), unit_of_work():
        row = db.session.query(SignedInSession).order_by(SignedInSession.id.desc()).first()
        kept = {c.name: getattr(row, c.name) for c in SignedInSession.__table__.columns}
    hold("suspended")
    with app.app_context(), unit_of_work():
        db.session.execute(SignedInSession.__table__.insert().values(kept))
        assert sessions.viewer_behind(word)[0].suspended_until is not None
    assert not connect(app, browser, ticket).is_connected("/chat")


@pytest.mark.parametrize("address", READ)
def test_every_page_says_until_when_and_nothing_else(talk, again, address: str):
    answer = again.get(at(talk, address))
    assert answer.status_code == 403
    assert "Finch words" not in answer.text and "Tea" not in answer.text
    if not address.startswith("/api/"):
        page = again.page(at(talk, address), 403)
        assert page.h1.text == "Your account is suspended"
        assert f"{now() + timedelta(days=7):%Y}" in page.select_one(".lede").text
        links = {one["href"] for one in page.main.select("a")}
        assert {"/me/standing", "/me/export", "/me/leave"} <= links


@pytest.mark.parametrize("address", WRITE)
def test_nothing_can_be_written(talk, again, rows, address: str):
    sent = {"body": "Words", "title": "Words", "kind": "question", "client_id": "abcdefgh",
            "words": "tea", "display_name": "Another"}  # fmt: skip
    assert again.post(at(talk, address), data=sent).status_code == 403


def test_what_one_needs_to_object_or_to_go_is_open(app: Flask, again, cast):
    with app.app_context():
        [decision] = db.session.query(Decision).all()
    for page in ("/me/standing", f"/me/decisions/{decision.public_id}",
                 f"/me/decisions/{decision.public_id}/appeal", "/me/export", "/me/leave",
                 "/help-now"):  # fmt: skip
        assert again.get(page).status_code == 200, page
    assert again.post("/sign-out").status_code == 303


def test_every_door_that_is_left_open_exists(app: Flask):
    assert set(app.view_functions) >= OPEN


def test_no_role_is_held_meanwhile(app: Flask, cast, hold):
    hold("suspended", member=cast.operator)
    browser = app.test_client().sign_in(cast.operator)
    assert browser.get("/operator/members").status_code == 403
    with app.app_context():
        viewer, _due = sessions.viewer_behind(browser.get_cookie("session").value)
    assert viewer.roles == frozenset()


@pytest.mark.parametrize("how", ["it ended by itself", "somebody lifted it"])
def test_it_ends_without_a_job_and_without_signing_in_again(app: Flask, talk, again, how: str):
    assert again.get("/groups").status_code == 403
    ended = {"until": now() - timedelta(seconds=1)}
    with app.app_context(), unit_of_work():
        lifted = {"lifted_at": now()}
        db.session.execute(
            update(Restriction).values(ended if how == "it ended by itself" else lifted)
        )
    assert again.get("/groups").status_code == 200
    assert Page(app, talk.patient, browser=again).join(talk.room)["ok"]


def test_a_shorter_one_ends_no_longer_one(app: Flask, cast, talk, hold):
    hold("suspended", until=now() + timedelta(days=2))
    with app.app_context(), unit_of_work():
        db.session.execute(update(Restriction).values(begins_at=now()))
    browser = app.test_client().sign_in(cast.patient)
    with app.app_context(), unit_of_work():
        [first] = db.session.query(Restriction).all()
        db.session.add(Restriction(member_id=first.member_id, kind="suspended",
                                   decision_id=first.decision_id, until=None))  # fmt: skip
        first.until = now() - timedelta(seconds=1)
    page = browser.page("/groups", 403)
    assert "until moderators open it again" in page.select_one(".lede").text


def test_an_appeal_that_is_granted_opens_everything(app: Flask, talk, cast, make):
    said = make.message(room=talk.room, by=cast.patient, body="Heron words")
    decision = judge(app, cast.moderator, said, SUSPEND, kind="message")
    browser = app.test_client().sign_in(cast.patient)
    browser.page("/groups", 403)
    reverse(app, cast.moderator, decision)
    browser.page("/groups")


def test_services_refuse_too_where_an_edge_let_somebody_through(app: Flask, talk, cast, hold, make):
    """As a socket's event that was on its way."""
    post = make.post(topic=talk.topic, by=cast.patient)
    hold("suspended")
    with app.app_context():
        viewer = viewer_of(cast.patient.id)
        room = room_by_id(cast.patient.id, talk.room.id)
        acts: tuple[Any, ...] = (
            lambda: posting.reply(by=viewer, topic_id=talk.topic.id, body="Words"),
            lambda: editing.edit(by=viewer, post_id=post.public_id, body="Other words"),
            lambda: saying.say(by=viewer, room=room, client_id="abcdefgh", body="Words"),
        )
        for act in acts:
            with pytest.raises(Forbidden), unit_of_work():
                act()


def test_no_page_asks_one_statement_more(app: Flask, cast, talk):
    """Who is suspended is read in the statement that recognises the session."""
    browser = app.test_client().sign_in(cast.stranger)
    browser.page("/help-now")
    with count_queries() as seen:
        browser.page("/groups")
    asked = [one for one in seen if "restrictions" in one]
    assert len(asked) == 1 and "sessions" in asked[0]
