"""From the cookie to the viewer: one query, live roles, limits of age, and no adopted words."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import RoleGrant, SignedInSession
from app.accounts.services import sessions
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries


def started(member, **values) -> str:
    with unit_of_work():
        return sessions.start_session(member_id=member.id, device="Firefox on Android", **values)


def test_the_viewer_comes_in_one_query_with_all_current_roles(inside: Flask, make: Maker):
    member = make.member(roles=("moderator", "operator"), display={"theme": "dusk"})
    make.member(roles=("clinician",))
    word = started(member, with_second_factor=True)
    with unit_of_work():
        db.session.add(
            RoleGrant(member_id=member.id, role="clinician", reason="was one", ended_at=now())
        )
    db.session.rollback()
    with count_queries() as seen:
        viewer, _ = sessions.viewer_behind(word)
    assert len(seen) == 1
    assert viewer.roles == {"moderator", "operator"}
    assert (viewer.id, viewer.display) == (member.id, {"theme": "dusk"})


def test_a_page_asks_for_the_viewer_once(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    with count_queries() as seen:
        client.page("/me/name")
    assert len([statement for statement in seen if "FROM sessions" in statement]) == 1


def test_the_table_holds_only_the_hash_of_the_word(inside: Flask, make: Maker):
    word = started(make.member())
    kept = db.session.scalar(select(SignedInSession.token_hash))
    assert kept == hashlib.sha256(word.encode()).hexdigest()
    assert len(word) >= 43  # 256 bits in base64


@pytest.mark.parametrize("word", ["", "x", "a" * 5000, "%00", "пароль"])
def test_an_unknown_word_is_nobody(inside: Flask, make: Maker, word: str):
    started(make.member())
    assert sessions.viewer_behind(word) is None


LIMITS = [
    ((), timedelta(days=13), True),
    ((), timedelta(days=14, minutes=1), False),
    (("moderator",), timedelta(minutes=29), True),
    (("moderator",), timedelta(minutes=31), False),
    (("clinician",), timedelta(minutes=31), False),
    (("operator",), timedelta(minutes=31), False),
]


@pytest.mark.parametrize(("roles", "pause", "is_open"), LIMITS)
def test_a_session_that_rests_too_long_ends(inside: Flask, make: Maker, roles, pause, is_open):
    word = started(make.member(roles=roles))
    with time_machine.travel(now() + pause, tick=False):
        assert (sessions.viewer_behind(word) is not None) is is_open


@pytest.mark.parametrize(
    ("roles", "life", "step"),
    [((), timedelta(days=60), timedelta(days=7)), (("operator",), timedelta(hours=12), None)],
)
def test_a_session_in_daily_use_ends_all_the_same(inside: Flask, make: Maker, roles, life, step):
    word, start = started(make.member(roles=roles)), now()
    step = step or timedelta(minutes=20)
    moment = start
    while moment + step < start + life:
        moment += step
        with time_machine.travel(moment, tick=False):
            viewer, _ = sessions.viewer_behind(word)
            with unit_of_work():
                sessions.touch(viewer.session_id)
    with time_machine.travel(start + life, tick=False):
        assert sessions.viewer_behind(word) is None


def test_becoming_staff_shortens_a_session_that_is_open(inside: Flask, make: Maker):
    member = make.member()
    word = started(member)
    with unit_of_work():
        db.session.add(RoleGrant(member_id=member.id, role="moderator", reason="new"))
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        assert sessions.viewer_behind(word) is None


def test_a_shared_device_is_forgotten_within_the_day(inside: Flask, make: Maker):
    member = make.member()
    shared, own = started(member, shared=True), started(member)
    with time_machine.travel(now() + timedelta(hours=13), tick=False):
        assert sessions.viewer_behind(shared) is None
        assert sessions.viewer_behind(own) is not None


def last_seen(app: Flask):
    with app.app_context():
        return db.session.scalar(select(SignedInSession.seen_at))


def test_using_a_session_is_noted_at_most_every_five_minutes(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    first = last_seen(app)
    with time_machine.travel(first + timedelta(minutes=4), tick=False):
        client.page("/me/name")
        assert last_seen(app) == first
    later = first + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        client.page("/me/name")
        assert last_seen(app) == later


def test_a_page_comes_even_when_its_use_cannot_be_noted(
    app: Flask, client: SiteClient, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    client.sign_in(cast.patient)

    def broken(session_id: int) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(sessions, "touch", broken)
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        client.page("/me/name")


def test_a_remember_cookie_of_another_site_does_not_sign_anybody_out(
    client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    client.set_cookie("remember_token", "1|abc")
    client.page("/me/name")
