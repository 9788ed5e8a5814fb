"""Who may ask for a conversation. Every reason why not reads the same, and costs the same."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Block, Member
from app.chat.models import ChatSetting, ChosenContact, Message, Room, RoomMembership
from app.chat.queries.contacts import OPEN_FOR
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

NOT_TAKEN = "This person does not take messages at the moment."
REASONS = ("nobody", "not chosen", "blocked me", "i blocked", "minor", "age unknown",
           "i am a minor", "no group")  # fmt: skip


@pytest.fixture
def pair(app: Flask, make: Maker) -> SimpleNamespace:
    """Two grown-up people of one group; the first is at a browser."""
    me, other = (make.member(display_name=name, age_confirmed=18) for name in ("Ada", "Bertram"))
    make.group(members=(me, other))
    browser = app.test_client().sign_in(me)  # type: ignore[attr-defined]
    return SimpleNamespace(me=me, other=other, browser=browser)


def write(browser: SiteClient, to: Any, body: str = "Hello there") -> Any:
    return browser.post(f"/members/{to.public_id}/write", data={"body": body})


def stands_against(app: Flask, pair: SimpleNamespace, reason: str) -> None:
    """Let one reason hold why the first does not write to the second."""
    me, other = pair.me.id, pair.other.id
    rows: dict[str, Any] = {
        "nobody": ChatSetting(member_id=other, requests="nobody"),
        "not chosen": ChatSetting(member_id=other, requests="chosen"),
        "blocked me": Block(by_id=other, member_id=me, kind="block"),
        "i blocked": Block(by_id=me, member_id=other, kind="block"),
    }
    ages = {"minor": (other, 16), "age unknown": (other, None), "i am a minor": (me, 16)}
    with app.app_context(), unit_of_work():
        if reason in rows:
            db.session.add(rows[reason])
        if reason in ages:
            member_id, age = ages[reason]
            db.session.get_one(Member, member_id).age_confirmed = age


def target(make: Maker, pair: SimpleNamespace, reason: str) -> Any:
    """Who is written to: somebody of no common group where that is the reason."""
    return (
        make.member(display_name="Ferdinand", age_confirmed=18)
        if reason == "no group"
        else pair.other
    )


def plain(answer: Any) -> str:
    """The page without what differs between any two of them: tokens, and whom it is about."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(answer.text, "html.parser").select_one("main")
    assert page is not None
    for secret in page.select("input[name=csrf_token]"):
        secret.decompose()
    for form in page.select("form"):
        del form["action"]
    return str(page)


def test_every_reason_reads_the_same_and_asks_the_same_questions(
    app: Flask, make: Maker, pair: SimpleNamespace
) -> None:
    seen: dict[str, Any] = {}
    for reason in REASONS:
        with app.app_context(), unit_of_work():
            for row in (
                *db.session.scalars(select(ChatSetting)),
                *db.session.scalars(select(Block)),
            ):
                db.session.delete(row)
            for who in (pair.me, pair.other):
                db.session.get_one(Member, who.id).age_confirmed = 18
        stands_against(app, pair, reason)
        other = target(make, pair, reason)
        with count_queries() as shown:
            page = pair.browser.get(f"/members/{other.public_id}/write")
        with count_queries() as sent:
            answer = write(pair.browser, other)
        assert NOT_TAKEN in page.text
        assert other.display_name not in page.text + answer.text
        seen[reason] = (plain(page), plain(answer), answer.status_code, list(shown), list(sent))
    first = seen["nobody"]
    assert first[2] == 422
    assert {reason for reason, one in seen.items() if one != first} == set()
    with app.app_context():
        assert db.session.scalars(select(Room)).all() == []


def test_people_of_one_group_write_unless_it_was_chosen_otherwise(
    app: Flask, pair: SimpleNamespace
) -> None:
    page = pair.browser.page(f"/members/{pair.other.public_id}/write")

    assert page.h1.text == "Write to Bertram"
    assert write(pair.browser, pair.other).status_code == 303


def test_chosen_people_write_without_a_common_group(
    app: Flask, make: Maker, pair: SimpleNamespace
) -> None:
    far = make.member(display_name="Ferdinand", age_confirmed=18)
    with app.app_context(), unit_of_work():
        db.session.add(ChatSetting(member_id=far.id, requests="chosen"))
        db.session.add(ChosenContact(member_id=far.id, contact_id=pair.me.id))
        db.session.add(ChosenContact(member_id=pair.me.id, contact_id=pair.other.id))

    assert write(pair.browser, far).status_code == 303


def test_muting_keeps_nobody_from_writing(app: Flask, pair: SimpleNamespace) -> None:
    with app.app_context(), unit_of_work():
        db.session.add(Block(by_id=pair.other.id, member_id=pair.me.id, kind="mute"))

    assert write(pair.browser, pair.other).status_code == 303


def test_an_account_of_six_days_does_not_write_yet(app: Flask, pair: SimpleNamespace) -> None:
    with app.app_context(), unit_of_work():
        mine = db.session.get_one(Member, pair.me.id)
        mine.created_at = now() - timedelta(days=7) + timedelta(minutes=5)
    answer = write(pair.browser, pair.other)

    assert "once your account is 7 days old" in answer.text
    assert "Hello there</textarea>" in answer.text
    with app.app_context(), unit_of_work():
        db.session.get_one(Member, pair.me.id).created_at = now() - timedelta(days=7, minutes=1)
    assert write(pair.browser, pair.other).status_code == 303


@pytest.mark.parametrize("state", ["invited", "declined"])
def test_five_people_who_have_not_answered_are_enough(
    app: Flask, make: Maker, pair: SimpleNamespace, state: str
) -> None:
    others = [make.member(age_confirmed=18) for _ in range(5)]
    made = [make.direct_room(between=(pair.me, one), states=("in", state)) for one in others]
    for _ in range(3):
        make.direct_room(between=(pair.me, make.member()), states=("in", "in"))

    assert "Five people have not answered" in write(pair.browser, pair.other).text
    with app.app_context(), unit_of_work():
        mine = {"room_id": made[0].id, "member_id": others[0].id}
        place = db.session.query(RoomMembership).filter_by(**mine).one()
        place.joined_at = now() - OPEN_FOR - timedelta(minutes=1)
    assert write(pair.browser, pair.other).status_code == 303


@pytest.mark.parametrize(
    ("body", "words"), [("x" * 501, "at most 500"), ("  ", "Write something first.")]
)
def test_first_words_are_short_and_come_back_when_they_are_not(
    app: Flask, pair: SimpleNamespace, body: str, words: str
) -> None:
    answer = write(pair.browser, pair.other, body)

    assert answer.status_code == 422
    assert words in answer.text
    assert body.strip() in answer.text
    with app.app_context():
        assert db.session.scalars(select(Message)).all() == []
        assert db.session.scalars(select(Room)).all() == []


def test_nobody_writes_to_themselves_or_to_nobody(app: Flask, pair: SimpleNamespace) -> None:
    for who in (pair.me.public_id, "nobodyhere12"):
        pair.browser.page(f"/members/{who}/write", 404)
        assert pair.browser.post(f"/members/{who}/write", data={"body": "x"}).status_code == 404
