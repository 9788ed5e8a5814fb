"""Two who ask each other at once, the lists of conversations, and one whose other is gone."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.accounts.queries import viewer_of
from app.chat.models import Message, Room, RoomMembership
from app.chat.services import contacting
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries


@pytest.fixture
def pair(app: Flask, make: Maker) -> SimpleNamespace:
    """Two grown-up people of one group; the first is at a browser."""
    ada, bo = (make.member(display_name=name, age_confirmed=18) for name in ("Ada", "Bo"))
    make.group(members=(ada, bo))
    browser: SiteClient = app.test_client().sign_in(ada)  # type: ignore[attr-defined]
    return SimpleNamespace(ada=ada, bo=bo, a=browser)


def words_in(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Message.body).order_by(Message.id)))


def rooms(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Room)) or 0


def test_two_who_ask_each_other_at_once_get_one_room(app: Flask, pair: SimpleNamespace) -> None:
    start, failed = threading.Barrier(2), []

    def ask(by: Any, to: Any) -> None:
        with app.app_context():
            viewer = viewer_of(by.id)
            db.session.rollback()
            start.wait(10)
            try:
                with unit_of_work():
                    contacting.write(by=viewer, to=to.public_id, body=f"From {by.display_name}")
            except Exception as error:  # noqa: BLE001 - shown below
                failed.append(error)

    both = [threading.Thread(target=ask, args=pair_) for pair_ in
            ((pair.ada, pair.bo), (pair.bo, pair.ada))]  # fmt: skip
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert failed == []
    assert rooms(app) == 1
    assert sorted(words_in(app)) == ["From Ada", "From Bo"]
    assert "No answer" not in pair.a.page("/conversations").text


def test_a_conversation_whose_other_one_is_gone_is_still_listed(
    app: Flask, make: Maker, pair: SimpleNamespace
) -> None:
    asked = make.direct_room(between=(pair.ada, pair.bo)).public_id
    with app.app_context(), unit_of_work():
        theirs = RoomMembership.member_id == pair.bo.id
        db.session.execute(delete(RoomMembership).where(theirs))

    for address in ("/rooms", "/conversations"):
        assert "Somebody who is gone" in pair.a.page(address).text
    assert pair.a.post(f"/rooms/{asked}/leave").status_code == 303


def test_the_lists_ask_few_questions(app: Flask, make: Maker, pair: SimpleNamespace) -> None:
    for number in range(8):
        other = make.member(display_name=f"Other {number}", age_confirmed=18)
        states = ("in", "invited") if number % 2 else ("in", "in")
        make.direct_room(between=(other, pair.ada), states=states)
    pair.a.page("/conversations")

    with count_queries() as seen:
        pair.a.page("/conversations")

    assert len(seen) <= 3, seen
