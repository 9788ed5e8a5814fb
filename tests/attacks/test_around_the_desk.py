"""Ways around a decision that were tried once: what nobody let stand does not come back unseen."""

from __future__ import annotations

from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.community.models import Group, Post
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Hold
from app.moderation.services import claiming, claiming_many
from app.moderation.services.opening import open_case
from app.moderation.services.registering import adapters_of
from app.moderation.steps import NOTHING
from tests.factories import Maker
from tests.moderation.care.conftest import here  # noqa: F401
from tests.moderation.desk.rows import new_case
from tests.moderation.restrictions.judging import judge
from tests.support.client import SiteClient
from tests.support.distress import CALM, NAMES_A_WAY, NAMES_NONE, read_with_stand_ins


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test names a real way."""
    read_with_stand_ins(monkeypatch)


def all_of(app: Flask, model: type) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def put_before_somebody(app: Flask, post: Post) -> None:
    """As a report does: its words are kept with its case."""
    with app.test_request_context(), unit_of_work():
        thing = adapters_of(app).of("post").find(post.public_id)  # type: ignore[union-attr]
        assert thing is not None
        open_case(thing, "rest")


@pytest.fixture
def reply(app: Flask, client: SiteClient, here: SimpleNamespace):  # noqa: F811
    """`reply(words)` by the writer; what was written."""

    def write(body: str) -> Post:
        client.sign_in(here.writer)
        client.post(f"/topics/{here.topic.public_id}/reply", data={"body": body})
        return all_of(app, Post)[-1]

    return write


@pytest.fixture
def edit(client: SiteClient, here: SimpleNamespace):  # noqa: F811
    """`edit(post, words)` by the writer."""

    def write(post: Post, body: str) -> None:
        address = f"/posts/{post.public_id}/edit"
        assert client.sign_in(here.writer).post(address, data={"body": body}).status_code == 303

    return write


@pytest.mark.parametrize("began_calm", [False, True])
def test_who_says_it_otherwise_only_while_somebody_looks_waits_again(
    app, client, here, reply, edit, began_calm  # noqa: F811
):  # fmt: skip
    post = reply(CALM if began_calm else NAMES_A_WAY)
    if began_calm:
        put_before_somebody(app, post)
        edit(post, NAMES_A_WAY)
    edit(post, CALM)
    judge(app, here.lark, post, NOTHING, ground="none")
    edit(post, NAMES_A_WAY)
    assert all_of(app, Post)[-1].hidden_as == "held"
    assert [hold.ended_as for hold in all_of(app, Hold)] == ["changed", None]
    assert [case.state for case in all_of(app, Case)] == ["open"]
    shown = client.sign_in(here.reader).page(f"/topics/{here.topic.public_id}").main.text
    assert "glimmerroot" not in shown


def test_a_sign_that_was_gone_when_somebody_looked_is_new_when_it_comes_back(
    app, here, reply, edit  # noqa: F811
):  # fmt: skip
    post = reply(NAMES_NONE)
    edit(post, CALM)
    judge(app, here.lark, post, NOTHING, ground="none")
    edit(post, NAMES_NONE)
    assert [(case.state, case.round) for case in all_of(app, Case)] == [("open", 2)]


def test_a_sign_that_somebody_let_stand_is_not_new_after_a_comma(app, here, reply, edit):  # noqa: F811
    post = reply(NAMES_NONE)
    edit(post, f"{NAMES_NONE} Good night.")
    judge(app, here.lark, post, NOTHING, ground="none")
    edit(post, f"{NAMES_NONE} Good night to all.")
    assert [(case.state, case.round) for case in all_of(app, Case)] == [("decided", 1)]


def test_the_api_does_not_name_who_wrote_what_waits(app, client, here, reply):  # noqa: F811
    with app.app_context(), unit_of_work():
        db.session.get_one(Group, here.group.id).audience = "public"
    reply(CALM)
    reply(NAMES_A_WAY)

    def authors(browser: SiteClient) -> list[str]:
        said = browser.get(f"/api/v1/topics/{here.topic.public_id}").get_json()
        return [post["author"] for post in said["posts"]]

    name, opener = here.writer.display_name, here.reader.display_name
    assert authors(app.test_client()) == [opener, name, ""]
    assert authors(app.test_client().sign_in(here.moderator)) == [opener, name, ""]
    assert authors(client.sign_in(here.writer)) == [opener, name, name]


def test_whoever_takes_several_waits_for_nobody_who_waits_for_them(
    app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    wren, finch = (make.member(roles=("moderator",)) for _ in range(2))
    with app.app_context(), unit_of_work():
        cases = sorted(new_case("amber").public_id for _ in range(2))
    told: list[str] = []

    def press() -> None:
        try:
            with app.test_request_context(), unit_of_work():
                claiming.claim(by=viewer_of(finch.id), case_id=cases[1])
        except Exception as error:  # noqa: BLE001 # which one is what the test asks
            told.append(type(error).__name__)

    other = Thread(target=press)

    def claim(*, by: Any, case_id: str) -> None:
        if case_id == cases[1]:
            other.start()
            other.join(0.5)
        claiming.claim(by=by, case_id=case_id)

    monkeypatch.setattr(claiming_many, "claim", claim)
    with app.test_request_context(), unit_of_work():
        done = claiming_many.claim_chosen(by=viewer_of(wren.id), case_ids=cases)
    other.join(20)
    assert (done.taken, told) == (cases, [Conflict.__name__])


def test_a_version_of_a_thousand_digits_is_an_old_one(app, client, here, reply):  # noqa: F811
    reply(NAMES_A_WAY)
    (case,) = all_of(app, Case)
    address = f"/desk/cases/{case.public_id}"
    client.sign_in(here.lark).post(f"{address}/claim")
    words = {"facts": CALM * 2, "explanation": CALM * 2, "ground": "method", "action": "hide"}
    said = client.post(f"{address}/decide", data={**words, "version": "9" * 5_000})
    assert said.status_code == 409
