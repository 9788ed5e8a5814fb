"""Rooms keep what is said as long as they say, and nobody waits for what is gone."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.accounts.queries import viewer_of
from app.chat.jobs import keep_to_what_rooms_say
from app.chat.models import (
    HeldMessage,
    Message,
    MessageReaction,
    Recap,
    RecapQuote,
    Room,
    RoomMembership,
)
from app.chat.queries import checkups
from app.chat.queries.messages import gap, page_before
from app.chat.queries.rooms import room_by_id
from app.chat.services import changing, purging, saying
from app.core.clock import now
from app.core.database import db
from app.core.jobs import StopAsked
from app.core.transactions import unit_of_work
from tests.chat.pages import Page
from tests.factories import Maker
from tests.privacy.filling import everything

DAY = timedelta(hours=24)


@pytest.fixture
def day_room(inside: Flask, make: Maker) -> SimpleNamespace:
    """A room that keeps a day: two old messages, one edited and one answered, and a new one."""
    ann, bob = make.member(), make.member()
    group = make.group(members=(ann, bob))
    room = make.room(group=group, inside=(ann, bob), retention="24h")
    first = make.message(room=room, by=ann, body="Canary one", content_note="Canary note")
    with unit_of_work():
        mine = room_by_id(ann.id, room.id)
        changing.edit(
            by=viewer_of(ann.id), room=mine, message_id=first.public_id, body="Canary two"
        )
        theirs = room_by_id(bob.id, room.id)
        changing.react(
            by=viewer_of(bob.id), room=theirs, message_id=first.public_id, kind="hope", on=True
        )
        held = HeldMessage(
            room_id=room.id, author_id=bob.id, client_id="held-1", body="Canary held"
        )
        held.created_at = now() - DAY - timedelta(minutes=1)
        db.session.add(held)
    db.session.expire_all()
    second = make.message(room=room, by=bob, body="Canary three", reply_to_id=first.id)
    age(timedelta(hours=25))
    third = make.message(room=room, by=bob, body="Of today", reply_to_id=second.id)
    ids = {"ann": ann.id, "bob": bob.id, "room_id": room.id, "public_id": room.public_id}
    return SimpleNamespace(**ids, first=first.id, third=third.id)


def age(by: timedelta) -> None:
    """Everything said so far was said so much earlier."""
    with unit_of_work():
        db.session.execute(update(Message).values(created_at=now() - by))
    db.session.expire_all()


def the_room(world: Any) -> Room:
    db.session.rollback()
    return db.session.get_one(Room, world.room_id, populate_existing=True)


def contradictions() -> list[Any]:
    db.session.rollback()
    return [*checkups.rooms_are_numbered(), *checkups.reactions_to_messages_are_counted(),
            *checkups.rooms_forget_in_time()]  # fmt: skip


def test_after_a_day_a_message_is_in_no_row(day_room: SimpleNamespace) -> None:
    assert repr(everything()).count("Canary") >= 5
    keep_to_what_rooms_say.function()
    assert "Canary" not in repr(everything())
    assert [one.body for one in db.session.scalars(select(Message))] == ["Of today"]
    assert db.session.scalar(select(func.count()).select_from(MessageReaction)) == 0
    assert contradictions() == []


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_no_byte_of_it_is_left_in_the_file(day_room: SimpleNamespace, site: Any) -> None:
    """Freed pages hold zeros once the log of changes is written back, which happens by itself."""
    purging.purge()
    db.session.remove()
    connection = db.engine.raw_connection()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = b"".join(part.read_bytes() for part in site.file.parent.glob("site.db*"))
    assert b"Of today" in whole
    assert b"Canary" not in whole


def test_numbers_go_on_and_none_comes_twice(day_room: SimpleNamespace) -> None:
    before = the_room(day_room).last_sequence
    purging.purge()
    room = the_room(day_room)
    assert (room.last_sequence, room.purged_to) == (before, before - 1)
    with unit_of_work():
        row = room_by_id(day_room.ann, day_room.room_id)
        said = saying.say(by=viewer_of(day_room.ann), room=row, client_id="page-next", body="Next")
    assert said.sequence == before + 1


def test_who_was_away_gets_what_is_there_and_is_up_to_date(day_room: SimpleNamespace) -> None:
    """No hole that a page would ask for again and again."""
    purging.purge()
    for known in (0, 1, 3):
        entries, up_to = gap(room_by_id(day_room.ann, day_room.room_id), known)
        assert [(one.kind, one.message.body) for one in entries] == [("said", "Of today")]
        assert up_to == the_room(day_room).last_sequence
    (line,) = page_before(room_by_id(day_room.ann, day_room.room_id))
    assert (line.body, line.reply_sequence, line.reply_body or "") == ("Of today", None, "")


def test_a_page_that_comes_back_after_everything_went_waits_for_nothing(
    app: Flask, make: Maker
) -> None:
    ann = make.member()
    room = make.room(group=make.group(members=(ann,)), inside=(ann,), retention="24h")
    make.message(room=room, by=ann)
    make.message(room=room, by=ann)
    with app.app_context():
        age(timedelta(hours=25))
        purging.purge()
    page = Page(app, ann)
    answer = page.join(room, after=1)
    assert (answer["entries"], answer["up_to"], answer["more"]) == ([], 2, False)
    assert page.say(room, "Anew")["sequence"] == 3
    assert [one["sequence"] for one in page.got("said")] == [3]


def test_nothing_waits_to_be_read_where_nothing_is(day_room: SimpleNamespace) -> None:
    purging.purge()
    read = select(RoomMembership.read_sequence).where(RoomMembership.room_id == day_room.room_id)
    assert set(db.session.scalars(read)) == {the_room(day_room).purged_to}


@pytest.mark.parametrize(("retention", "left"), [("forever", 3), ("90d", 3), ("24h", 1)])
def test_each_room_keeps_its_own_time(day_room: SimpleNamespace, retention: str, left: int) -> None:
    with unit_of_work():
        db.session.execute(update(Room).values(retention=retention))
    purging.purge()
    assert db.session.scalar(select(func.count()).select_from(Message)) == left


def test_a_minute_before_its_time_it_is_still_there(inside: Flask, make: Maker) -> None:
    ann = make.member()
    room = make.room(group=make.group(members=(ann,)), inside=(ann,), retention="90d")
    make.message(room=room, by=ann)
    for minutes, left in ((-1, 1), (1, 0)):
        age(timedelta(days=90, minutes=minutes))
        purging.purge()
        assert db.session.scalar(select(func.count()).select_from(Message)) == left
    assert the_room(SimpleNamespace(room_id=room.id)).purged_to == 1


def test_a_clock_that_was_set_back_keeps_nothing_longer(
    day_room: SimpleNamespace, make: Maker
) -> None:
    """An old message behind a newer number goes all the same; the mark waits."""
    with unit_of_work():
        db.session.execute(
            update(Message).where(Message.id == day_room.first).values(created_at=now())
        )
        db.session.execute(
            update(Message).where(Message.id == day_room.third).values(created_at=now() - 2 * DAY)
        )
    assert purging.purge() == 2
    assert [one.sequence for one in db.session.scalars(select(Message))] == [1]
    assert the_room(day_room).purged_to == 0


def test_a_run_that_was_stopped_goes_on_where_it_was(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each transaction is short, and what pages show is right after each of them."""
    monkeypatch.setattr(purging, "AT_A_TIME", 2)
    ann = make.member()
    room = make.room(group=make.group(members=(ann,)), inside=(ann,), retention="24h")
    for _ in range(5):
        make.message(room=room, by=ann)
    age(timedelta(hours=30))
    limit = now() - DAY
    assert purging._purge_some(room.id, limit) == 2
    assert the_room(SimpleNamespace(room_id=room.id)).purged_to == 2
    assert len(page_before(room_by_id(ann.id, room.id))) == 3
    monkeypatch.setattr(purging, "checkpoint", stop)
    with pytest.raises(StopAsked):
        purging.purge()
    monkeypatch.undo()
    assert purging.purge() == 3
    assert the_room(SimpleNamespace(room_id=room.id)).purged_to == 5


def stop() -> None:
    raise StopAsked


def test_words_that_came_out_in_a_recap_are_known_and_no_more(
    day_room: SimpleNamespace, make: Maker
) -> None:
    """Whoever agreed can have them taken out of the topic; the message itself is gone."""
    topic = make.topic(group=make.group(), by=make.member())
    with unit_of_work():
        recap = Recap(room_id=day_room.room_id, author_id=day_room.bob, title="Recap")
        recap.state, recap.topic_id = "published", topic.id
        db.session.add(recap)
        db.session.flush()
        quote = RecapQuote(recap_id=recap.id, message_id=day_room.first, author_id=day_room.ann,
                           words="As agreed", answer="named")  # fmt: skip
        db.session.add(quote)
    purging.purge()
    assert purging.purge() == 0
    assert "Canary" not in repr(everything())
    assert db.session.scalars(select(RecapQuote.words)).all() == ["As agreed"]
    lines = page_before(room_by_id(day_room.ann, day_room.room_id))
    assert [line.body for line in lines] == ["Of today"]
    assert contradictions() == []
