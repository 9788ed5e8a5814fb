"""Two people decide to call emergency services: the second one says so with their own account."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.accounts.services import granting
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.transactions import unit_of_work
from app.moderation.models import CareStep
from app.moderation.queries.care import calls_for
from app.moderation.services import caring
from tests.factories import Maker
from tests.support.at_once import at_once


@pytest.fixture
def called(client, here, case) -> str:
    """Lark wrote down that they called, and named Dove; the address at which Dove agrees."""
    said = {"step": "emergency", "words": "Called at nine.", "second": here.dove.public_id}
    assert client.sign_in(here.lark).post(case, data={"step": "read_all"}).status_code == 303
    assert client.post(case, data=said).status_code == 303
    return f"{case}/2/agree"


def confirmed(app: Flask) -> list[bool]:
    with app.app_context():
        rows = db.session.scalars(select(CareStep).order_by(CareStep.id))
        return [row.confirmed_at is not None for row in rows]


def test_it_waits_for_the_second_person_who_agrees_on_the_same_page(
    app, client, here, case, called
):
    page = client.page(case)
    assert "waiting for Dove" in page.main.text
    assert not page.select("form[action$=agree]")
    assert "call first, then write it down" in page.main.text
    (form,) = client.sign_in(here.dove).page(case).select("form[action$=agree]")
    assert form["action"] == called
    assert confirmed(app) == [False, False]
    assert client.post(called).status_code == 303
    assert confirmed(app) == [False, True]
    page = client.page(case)
    assert "Agreed with Dove" in page.main.text
    assert "waiting for" not in page.main.text


@pytest.mark.parametrize("who", ["lark", "wren", "moderator", "writer", "operator"])
def test_nobody_else_can_agree(app, client, make, here, called, who):
    here.wren = make.member(display_name="Wren", roles=("safeguarding",))
    assert client.sign_in(getattr(here, who)).post(called).status_code == 403
    assert confirmed(app) == [False, False]


def test_who_lost_the_role_cannot_agree_any_more(app, client, here, called):
    with app.test_request_context(), unit_of_work():
        member = viewer_of(here.dove.id)
        granting.end(by=granting.THE_SERVER, member=member, role="safeguarding", reason="Left")
    assert client.sign_in(here.dove).post(called).status_code == 403
    with app.app_context(), pytest.raises((Forbidden, NotFound)), unit_of_work():
        case_id = called.split("/")[3]
        caring.agree(by=viewer_of(here.dove.id), case_id=case_id, number=2)
    assert confirmed(app) == [False, False]


@pytest.mark.parametrize(("number", "status"), [(0, 404), (1, 403), (3, 404)])
def test_only_what_names_them_can_be_agreed_to(app, client, here, case, called, number, status):
    assert client.sign_in(here.dove).post(f"{case}/{number}/agree").status_code == status
    assert confirmed(app) == [False, False]


def test_agreeing_twice_changes_nothing(app, client, here, called):
    client.sign_in(here.dove).post(called)
    with app.app_context():
        first = db.session.scalars(select(CareStep.confirmed_at)).all()
    assert client.post(called).status_code == 303
    assert "You agreed already." in client.page(called.removesuffix("/2/agree")).text
    with app.app_context():
        assert db.session.scalars(select(CareStep.confirmed_at)).all() == first


def test_of_two_at_once_one_is_told(app: Flask, here: SimpleNamespace, called: str) -> None:
    case_id = called.split("/")[3]

    def press() -> None:
        with unit_of_work():
            caring.agree(by=viewer_of(here.dove.id), case_id=case_id, number=2)

    raised = at_once(app, [press, press])
    assert [type(one) for one in raised] == [Conflict]
    assert confirmed(app) == [False, True]


def test_a_form_can_neither_agree_for_another_nor_name_who_wrote_it(app, client, here, case):
    more: dict[str, Any] = {"confirmed_at": "2026-01-01", "by_id": here.dove.id, "second_id": 1}
    said = {"step": "emergency", "words": "Called.", "second": here.dove.public_id, **more}
    client.sign_in(here.lark).post(case, data=said)
    with app.app_context():
        (row,) = db.session.scalars(select(CareStep))
    assert (row.by_id, row.second_id, row.confirmed_at) == (here.lark.id, here.dove.id, None)


def test_the_author_cannot_be_the_second_person(app, client, make: Maker, here, case):
    with app.app_context(), unit_of_work():
        writer = viewer_of(here.writer.id)
        granting.grant(by=granting.THE_SERVER, member=writer, role="safeguarding", reason="New")
    page = client.sign_in(here.lark).page(case)
    assert [one["value"] for one in page.select("select[name=second] option")] == [
        "", here.dove.public_id,
    ]  # fmt: skip
    said = {"step": "emergency", "words": "Called.", "second": here.writer.public_id}
    assert client.post(case, data=said).status_code == 422
    with app.test_request_context(), pytest.raises(Invalid), unit_of_work():
        caring.take_step(by=viewer_of(here.lark.id), case_id=case.split("/")[3], **said)
    assert confirmed(app) == []


def test_the_desk_lists_what_waits_for_them(app, client, here, case, called):
    assert client.sign_in(here.dove).page("/desk").select(f"main a[href='{case}']")
    assert not client.sign_in(here.lark).page("/desk").select(f"main a[href='{case}']")
    client.sign_in(here.dove).post(called)
    assert not client.page("/desk").select(f"main a[href='{case}']")
    with app.app_context():
        assert calls_for(viewer_of(here.dove.id), now().date()).agreements == []
