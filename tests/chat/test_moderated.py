"""What moderators' decisions do to messages: who sees them before, who brings them back, how long
their words are kept, and where they can be reported."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.queries import viewer_of
from app.accounts.services import retention
from app.chat.models import Message, Room
from app.chat.services import changing, purging
from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal, Decision
from app.moderation.services.registering import Adapter, adapters_of
from app.moderation.steps import HIDE, REMOVE
from tests.moderation.restrictions.judging import judge, reverse
from tests.support.client import SiteClient


@pytest.fixture
def adapter(app: Flask) -> Adapter:
    """The one for messages."""
    found = adapters_of(app).of("message")
    assert found is not None
    return found


@pytest.fixture
def hidden(app: Flask, salon: SimpleNamespace, cast: SimpleNamespace) -> Decision:
    """What the patient said, hidden by a decision."""
    return judge(app, cast.moderator, salon.said, HIDE, kind="message")


def age(app: Flask, days: int) -> None:
    """As if all was said, decided and deleted so many days ago."""
    at = now() - timedelta(days=days)
    with app.app_context(), unit_of_work():
        db.session.execute(update(Decision).values(taken_at=at))
        gone = update(Message).where(Message.deleted_at.is_not(None))
        db.session.execute(gone.values(deleted_at=at, created_at=at))


def sweep(app: Flask) -> int:
    """One turn of the sweep."""
    with app.app_context(), unit_of_work():
        return purging.sweep_deleted()


def sees(app: Flask, adapter: Adapter, member: Any, said: Any) -> bool:
    """Whether a member could report it now."""
    with app.test_request_context():
        return adapter.seen_by(viewer_of(member.id), said.public_id) is not None


def test_only_who_reads_in_the_room_can_report(app: Flask, salon, cast, adapter):
    assert sees(app, adapter, cast.other_patient, salon.said)
    for person in (cast.steward, cast.stranger, cast.moderator):
        assert not sees(app, adapter, person, salon.said)


def test_what_was_said_before_somebody_came_is_not_theirs_to_report(app, make, cast, adapter):
    group = make.group(members=(cast.patient, cast.carer))
    room = make.room(group=group, inside=(cast.patient,), history="since_joining")
    before = make.message(room=room, by=cast.patient)
    make.place_in_room(room=room, member=cast.carer, from_sequence=1)
    after = make.message(room=room, by=cast.patient)
    assert not sees(app, adapter, cast.carer, before)
    assert sees(app, adapter, cast.carer, after)


def test_what_is_hidden_is_not_reported_again(app: Flask, salon, cast, adapter, hidden):
    assert not sees(app, adapter, cast.other_patient, salon.said)


def test_a_message_has_no_place_in_a_list(app: Flask, salon, adapter, row):
    with app.test_request_context(), unit_of_work():
        adapter.list_lower(salon.said.public_id, is_lower=True)
        assert not adapter.find(salon.said.public_id).can_be_listed_lower
        assert list(adapter.published_since(now() - timedelta(days=1))) == []
    assert row(Message, salon.said.id).deleted_at is None


def test_not_even_the_moderator_brings_it_back_in_the_room(app: Flask, make, salon, cast, do, row):
    """They are inside and it was they who deleted it. Red without the question for the decision."""
    make.membership(group=salon.group, member=cast.moderator)
    make.place_in_room(room=salon.room, member=cast.moderator)
    judge(app, cast.moderator, salon.said, HIDE, kind="message")
    with pytest.raises(NotFound):
        do(changing.bring_back, by=cast.moderator, room=salon.room,
           message_id=salon.said.public_id)  # fmt: skip
    assert row(Message, salon.said.id).deleted_at is not None


def test_reversing_brings_back_every_byte(app: Flask, salon, cast, row):
    def columns() -> dict[str, Any]:
        kept = row(Message, salon.said.id)
        return {column.name: getattr(kept, column.name) for column in Message.__table__.columns}

    before = columns()
    decision = judge(app, cast.moderator, salon.said, REMOVE, kind="message")
    assert columns() != before
    reverse(app, cast.moderator, decision)
    assert columns() == before


def test_hidden_words_wait_for_the_end_of_appeals(app: Flask, salon, hidden, row):
    for days, emptied in ((31, 0), (183, 0), (185, 1)):
        age(app, days)
        with app.app_context():
            assert ("messages" in retention.due()) == bool(emptied)
        assert sweep(app) == emptied
    assert row(Message, salon.said.id).body == ""


def test_an_appeal_that_waits_keeps_them_longer(app: Flask, salon, cast, hidden):
    with app.app_context(), unit_of_work():
        db.session.add(Appeal(decision_id=hidden.id, member_id=cast.patient.id,
                              standing="author", words="Look again"))  # fmt: skip
    age(app, 200)
    assert sweep(app) == 0


def test_what_its_author_took_back_is_emptied_as_ever(app: Flask, salon, cast, do, hidden):
    do(changing.take_back, by=cast.other_patient, room=salon.room,
       message_id=salon.answer.public_id)  # fmt: skip
    age(app, 31)
    assert sweep(app) == 1


@pytest.mark.parametrize("retention_of_room", ["24h", "90d"])
def test_the_promise_of_the_room_wins(
    app: Flask, salon, cast, adapter, hidden, rows, retention_of_room: str
):
    with app.app_context(), unit_of_work():
        room = update(Room).where(Room.id == salon.room.id)
        db.session.execute(room.values(retention=retention_of_room))
    age(app, 100)
    with app.app_context():
        assert purging.purge() == 1
    assert not rows(Message, id=salon.said.id)
    with app.app_context(), unit_of_work(), pytest.raises(NotFound):
        adapter.restore(salon.said.public_id, by_id=cast.moderator.id)
    reverse(app, cast.moderator, hidden)
    assert rows(Decision)[0].ended_at is not None


def test_its_page_says_by_which_rule_and_its_author_how_to_object(
    app: Flask, client: SiteClient, salon, cast, hidden
):
    address = f"{salon.base}/messages/{salon.said.public_id}"
    for person, objects in ((cast.patient, True), (cast.other_patient, False)):
        page = client.application.test_client().sign_in(person).page(address)
        assert "Hidden by moderators. The rule: Misleading about health" in page.main.text
        assert bool(page.select("a[href='/me/standing']")) == objects
        assert not page.select("form[action$='/restore'], a[href^='/report/']")


def test_others_messages_can_be_reported_from_their_page_and_in_place(
    client: SiteClient, salon, cast
):
    client.sign_in(cast.other_patient)
    theirs = f"{salon.base}/messages/{salon.said.public_id}"
    address = f"/report/message/{salon.said.public_id}"
    for page in (client.page(theirs), client.page(f"{theirs}/actions")):
        assert [one["href"] for one in page.select("a[href^='/report/']")] == [address]
    client.page(address)
    own = client.page(f"{salon.base}/messages/{salon.answer.public_id}")
    assert not own.select("a[href^='/report/']")
