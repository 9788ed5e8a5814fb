"""What a suspended member is told, at the door and by letter, and who hears that they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Member
from app.accounts.services.exporting.collecting import collect
from app.accounts.services.hashing import hash_password
from app.core.database import db
from app.core.mail.outbox import Letter
from app.core.transactions import unit_of_work
from app.notifications.models import Notice
from app.notifications.services.telling import tell, write_to
from tests.support.client import SiteClient

PASSWORD = "wren heron plover finch"


@pytest.fixture
def sign_in(app: Flask, cast, client: SiteClient) -> Callable[[], object]:
    """The patient types address and password."""
    with app.app_context(), unit_of_work():
        db.session.get_one(Member, cast.patient.id).password_hash = hash_password(PASSWORD)

    def act() -> object:
        typed = {"email": cast.patient.email, "password": PASSWORD}
        return client.post("/sign-in", data=typed, follow_redirects=True)

    return act


def test_signing_in_leads_to_until_when_and_how_to_object(sign_in, hold, client):
    hold("suspended")
    answer = sign_in()
    assert answer.status_code == 403
    assert "Your account is suspended" in answer.text and "/me/standing" in answer.text
    assert client.get("/me/standing").status_code == 200
    assert client.get("/groups").status_code == 403


def test_signing_in_is_as_ever_for_somebody_with_a_smaller_limit(sign_in, hold):
    hold("reply_limit")
    assert sign_in().status_code == 200


def told(app: Flask, member_id: int) -> list[str]:
    """Kinds of the notices in an inbox."""
    with app.app_context():
        own = db.session.query(Notice).filter_by(member_id=member_id)
        return [one.kind for one in own.order_by(Notice.id)]


@pytest.mark.parametrize("is_suspended", [True, False])
def test_news_of_rooms_stop_and_news_of_the_account_go_on(
    app: Flask, cast, hold, rows, is_suspended: bool
):
    hold("suspended" if is_suspended else "reply_limit")
    before = told(app, cast.patient.id)
    with app.app_context(), unit_of_work():
        for kind in ("gathering_soon", "room_invited", "quotes_asked", "export_ready"):
            tell(cast.patient.id, kind)
        tell(cast.carer.id, "gathering_soon")
        write_to(cast.patient.id, "gathering_changed", link="https://example.org/")
        write_to(cast.patient.id, "export_ready", link="https://example.org/")
    new = told(app, cast.patient.id)[len(before) :]
    news = [] if is_suspended else ["gathering_soon", "room_invited", "quotes_asked"]
    assert new == [*news, "export_ready"]
    assert "gathering_soon" in told(app, cast.carer.id)


def test_letters_about_rooms_stop_too(app: Flask, cast, hold):
    def letters() -> list[str]:
        with app.app_context():
            return [one.kind for one in db.session.query(Letter).order_by(Letter.id)]

    hold("suspended")
    before = letters()
    with app.app_context(), unit_of_work():
        write_to(cast.patient.id, "gathering_changed", link="https://example.org/")
        write_to(cast.patient.id, "export_ready", link="https://example.org/")
    assert letters()[len(before) :] == ["export_ready"]


def test_nobody_elses_copy_of_their_data_tells_of_it(app: Flask, cast, talk, hold):
    hold("suspended")
    with app.app_context():
        theirs, own = (
            repr(collect(one.id)) for one in (cast.other_patient, cast.patient)
        )  # fmt: skip
    assert "suspended" in own
    assert "suspended" not in theirs and cast.moderator.public_id not in theirs


def test_nobody_else_sees_it_on_a_page(cast, talk, hold):
    hold("suspended")
    browser = talk.other.browser
    for address in ("/groups/talkers", f"/topics/{talk.topic.public_id}", "/rooms",
                    f"/rooms/{talk.room.public_id}"):  # fmt: skip
        assert "suspended" not in browser.get(address).text.lower(), address
