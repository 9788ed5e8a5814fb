"""Leaving by its pages, as a browser goes through them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.accounts.models import Closing, Member, SignedInSession
from app.accounts.services import erasing
from app.accounts.wordings import SHOW_GROUPS
from app.community.services import posting
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work

# The rules below the pages are tested on both engines beside this.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def ann(app: Flask, folder: Path, make: Any, client: Any) -> Member:
    """A member who is signed in."""
    member: Member = make.member(display_name="Ann Canary")
    client.sign_in(member)
    return member


def closings(app: Flask) -> int:
    """How many people are leaving."""
    with app.app_context():
        return db.session.scalar(select(func.count(Closing.id))) or 0


def test_the_pages_lead_from_the_question_to_the_day(ann: Member, client: Any) -> None:
    assert client.post("/me/leave", data={}).status_code == 422
    step = client.post("/me/leave", data={"posts": "keep"})
    assert step.location == "/me/leave/keep"
    assert "21 days" in client.page(step.location).text
    assert client.post(step.location).location == "/me/leave"
    assert "Leave them here under a random name" in client.page("/me/leave").text


def test_nothing_happens_before_the_last_button(ann: Member, client: Any, app: Flask) -> None:
    client.post("/me/leave", data={"posts": "keep"})
    client.page("/me/leave/keep")
    assert closings(app) == 0


def test_every_page_offers_to_keep_the_account(ann: Member, client: Any, app: Flask) -> None:
    client.post("/me/leave/remove")
    for address in ("/", "/groups", "/me", "/help-now"):
        assert "Keep my account" in client.page(address).text, address
    assert client.post("/me/stay").location == "/me"
    assert "Keep my account" not in client.page("/groups").text
    assert closings(app) == 0


def test_other_devices_are_signed_out(ann: Member, client: Any, app: Flask) -> None:
    elsewhere = app.test_client().sign_in(ann)  # type: ignore[attr-defined]
    client.post("/me/leave/keep")
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 302


def test_nobody_agrees_to_anything_while_leaving(ann: Member, client: Any) -> None:
    client.post("/me/leave/keep")
    assert client.post(f"/me/consents/{SHOW_GROUPS}/give").status_code == 409


def test_leaving_asks_who_it_is_once_more(ann: Member, client: Any, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(update(SignedInSession).values(proved_at=now() - timedelta(hours=1)))
    answer = client.post("/me/leave/keep")
    assert answer.location.startswith("/me/prove")
    assert closings(app) == 0


def test_a_choice_that_is_none_is_not_found(ann: Member, client: Any) -> None:
    assert client.get("/me/leave/burn").status_code == 404
    assert client.post("/me/leave/burn").status_code == 404


def test_others_read_the_topic_on(ann: Member, client: Any, app: Flask, make: Any) -> None:
    """The page of a conversation whose beginning was taken along."""
    bob = make.member()
    group = make.group(members=(ann, bob))
    with app.app_context(), unit_of_work():
        topic = posting.open_topic(
            by=ann.id, group_id=group.id, kind="question", title="Title canary", body="Body canary"
        )
        posting.reply(by=bob.id, topic_id=topic.id, body="An answer")
        address = f"/topics/{topic.public_id}"
    assert "Body canary" in client.page(address).text
    with app.app_context(), unit_of_work():
        erasing.erase(ann.id, posts="remove")
    page = app.test_client().sign_in(bob).page(address)  # type: ignore[attr-defined]
    assert "An answer" in page.text
    assert "was deleted" in page.text
    assert "anary" not in page.text


def test_an_erased_member_is_signed_out(ann: Member, client: Any, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        erasing.erase(ann.id, posts="remove")
    assert client.get("/me").status_code == 302
