"""Who is erased is gone from rooms, and nobody else loses anything: numbers, counters, words."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Block, Member
from app.accounts.queries import viewer_of
from app.accounts.services import erasing
from app.chat.models import (
    HeldMessage,
    Message,
    MessageChange,
    Room,
    RoomLimit,
    RoomMembership,
)
from app.chat.queries import checkups
from app.chat.queries.messages import gap, page_before
from app.chat.queries.rooms import room_by_id, room_of
from app.chat.services import changing, saying
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.chat.pages import Page
from tests.factories import Maker
from tests.privacy.filling import everything


@pytest.fixture
def told(
    inside: Flask, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    """Ann and Bob talk in a room of their group: she edits, he reacts, she reacts."""
    monkeypatch.setitem(inside.config, "INSTANCE", tmp_path)
    ann, bob = make.member(display_name="Ann Canary"), make.member(display_name="Bob")
    group = make.group(members=(ann, bob))
    room = make.room(group=group, inside=(ann, bob))
    of_ann, of_bob = say(ann, room, "Canary one"), say(bob, room, "Bobs words")
    change(changing.edit, ann, room, of_ann, body="Canary two")
    change(changing.react, bob, room, of_ann, kind="hope", on=True)
    change(changing.react, ann, room, of_bob, kind="me_too", on=True)
    say(bob, room, "An answer", reply_to=of_ann)
    return SimpleNamespace(
        ann=keys(ann), bob=keys(bob), room=keys(room), of_ann=of_ann, of_bob=of_bob
    )


def keys(row: Any) -> SimpleNamespace:
    """What is known of a row when the row itself is gone."""
    return SimpleNamespace(id=row.id, public_id=row.public_id)


def say(member: Any, room: Any, body: str, **values: str) -> str:
    """The public id of what was said."""
    with unit_of_work():
        by = viewer_of(member.id)
        row = room_of(by, room.public_id)
        name = f"page-{body}".replace(" ", "-")
        said = saying.say(by=by, room=row, client_id=name, body=body, **values).public_id
    db.session.expire_all()
    return said


def change(service: Any, member: Any, room: Any, message_id: str, **values: Any) -> None:
    """An edit, a deletion, a reaction."""
    with unit_of_work():
        by = viewer_of(member.id)
        service(by=by, room=room_of(by, room.public_id), message_id=message_id, **values)
    db.session.expire_all()


def erase(member: Any, posts: str = "remove") -> None:
    """As the job does it."""
    with unit_of_work():
        erasing.erase(member.id, posts=posts)


def contradictions() -> list[Any]:
    """What the checkups of chat find."""
    db.session.rollback()
    return [
        *checkups.rooms_are_numbered(),
        *checkups.rooms_are_counted(),
        *checkups.reactions_to_messages_are_counted(),
        *checkups.messages_are_rendered(),
    ]


def lines(member: Any, room: Any) -> list[tuple[str, str, bool]]:
    """Name, words, and whether deleted, of every message as the member reads them."""
    db.session.rollback()
    rows = page_before(room_by_id(member.id, room.id))
    return [(row.author_name, row.body, row.deleted_at is not None) for row in rows]


def test_words_go_and_numbers_stay(told: SimpleNamespace) -> None:
    erase(told.ann)
    assert "Canary" not in repr(everything())
    assert lines(told.bob, told.room) == [
        ("Former member", "", True),
        ("Bob", "Bobs words", False),
        ("Bob", "An answer", False),
    ]
    assert contradictions() == []


def test_who_was_away_hears_of_every_deletion(told: SimpleNamespace) -> None:
    before = room_by_id(told.bob.id, told.room.id).last_sequence
    erase(told.ann)
    entries, up_to = gap(room_by_id(told.bob.id, told.room.id), before)
    assert [(one.sequence, one.kind, one.message.sequence) for one in entries] == [
        (before + 1, "deleted", 1)
    ]
    assert up_to == before + 1


def test_open_pages_are_told_at_once(app: Flask, make: Maker) -> None:
    ann, bob = make.member(), make.member()
    room = make.room(group=make.group(members=(ann, bob)), inside=(ann, bob))
    make.message(room=room, by=ann)
    hers, his = Page(app, ann), Page(app, bob)
    hers.join(room), his.join(room)
    with app.app_context():
        erase(ann)
    (changed,) = his.got("changed")
    assert (changed["kind"], changed["of"], changed["sequence"]) == ("deleted", 1, 2)
    assert not hers.is_connected()


def test_kept_messages_stand_under_another_name(told: SimpleNamespace) -> None:
    erase(told.ann, "keep")
    (first, *_rest) = lines(told.bob, told.room)
    said = select(Message.author_id).where(Message.sequence == 1)
    author = db.session.scalars(select(Member).where(Member.id.in_(said))).one()
    assert first == (author.display_name, "Canary two", False)
    assert (author.origin, author.email) == ("pseudonym", None)
    assert "Canary one" not in repr(everything())
    assert "Ann Canary" not in repr(everything())
    assert contradictions() == []


def test_what_was_deleted_is_not_kept_and_nobody_brings_it_back(told: SimpleNamespace) -> None:
    change(changing.take_back, told.ann, told.room, told.of_ann)
    erase(told.ann, "keep")
    message = db.session.scalars(select(Message).where(Message.sequence == 1)).one()
    assert (message.body, message.html, message.deleted_by_id) == ("", "", message.author_id)
    assert contradictions() == []


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_in_a_conversation_the_other_one_keeps_their_own_words(
    told: SimpleNamespace, make: Maker, posts: str
) -> None:
    """Another name would hide nobody there."""
    room = make.direct_room(between=(told.ann, told.bob))
    say(told.ann, room, "Canary in private"), say(told.bob, room, "My side")
    erase(told.ann, posts)
    assert [(body, gone) for _name, body, gone in lines(told.bob, room)] == [
        ("", True),
        ("My side", False),
    ]
    row = db.session.get_one(Room, room.id, populate_existing=True)
    assert (row.direct_key, row.closed_at is not None, row.member_count) == (None, True, 1)
    assert "Canary in private" not in repr(everything())
    assert contradictions() == []


def test_a_conversation_without_words_of_the_other_goes_whole(
    told: SimpleNamespace, make: Maker
) -> None:
    """A request that nobody answered, and what is left when both are erased."""
    carl = make.member()
    asked = keys(make.direct_room(between=(told.ann, carl), states=("in", "invited")))
    make.message(room=asked, by=told.ann, body="Canary asks")
    both = keys(make.direct_room(between=(told.ann, told.bob)))
    say(told.ann, both, "Canary here"), say(told.bob, both, "And me")
    erase(told.ann)
    assert db.session.get(Room, asked.id, populate_existing=True) is None
    assert db.session.get(Room, both.id, populate_existing=True) is not None
    erase(told.bob)
    assert db.session.get(Room, both.id, populate_existing=True) is None


def test_the_key_of_a_pair_is_not_given_to_somebody_new(told: SimpleNamespace, make: Maker) -> None:
    """SQLite gives the key of the member who joined last again."""
    last = keys(make.member())
    room = make.direct_room(between=(told.bob, last))
    pair = room.direct_key
    say(told.bob, room, "To the one before")
    erase(last)
    new = make.member()
    assert room_of(viewer_of(new.id), room.public_id) is None
    assert pair not in set(db.session.scalars(select(Room.direct_key)))


def test_everything_else_of_theirs_goes(told: SimpleNamespace) -> None:
    ids = {"room_id": told.room.id}
    with unit_of_work():
        db.session.add_all(
            [
                HeldMessage(**ids, author_id=told.ann.id, client_id="held-1", body="Canary waits"),
                RoomLimit(**ids, member_id=told.ann.id, kind="muted", reason="Canary was loud"),
                Block(by_id=told.bob.id, member_id=told.ann.id, kind="block"),
            ]
        )
    erase(told.ann)
    assert "Canary" not in repr(everything())
    for model in (HeldMessage, RoomLimit, Block):
        assert db.session.scalars(select(model)).all() == []
    left = db.session.scalars(select(RoomMembership.member_id)).all()
    assert left == [told.bob.id]


def test_a_thousand_messages_get_a_thousand_numbers(told: SimpleNamespace, make: Maker) -> None:
    """In one statement, and not one by one over open pages."""
    with unit_of_work():
        room = db.session.get_one(Room, told.room.id)
        first = room.last_sequence + 1
        db.session.add_all(
            Message(room_id=room.id, sequence=number, author_id=told.ann.id,
                    client_id=f"many-{number}", body="x", html="<p>x</p>\n")
            for number in range(first, first + 1_000)
        )  # fmt: skip
        room.last_sequence += 1_000
    erase(told.ann)
    room = db.session.get_one(Room, told.room.id, populate_existing=True)
    assert room.last_sequence == first - 1 + 1_000 + 1_001
    deletions = select(MessageChange.sequence).where(MessageChange.kind == "deleted")
    assert sorted(db.session.scalars(deletions)) == list(range(first + 1_000, first + 2_001))
    assert contradictions() == []


def test_marks_of_pages_do_not_clash_where_former_members_meet(
    told: SimpleNamespace, make: Maker
) -> None:
    """Two people whose pages called their messages the same, and both became nobody."""
    for person in (told.ann, told.bob):
        make.message(room=told.room, by=person, client_id="the-same-mark")
    erase(told.ann)
    erase(told.bob)
    marks = db.session.scalars(select(Message.client_id)).all()
    assert len(set(marks)) == len(marks)
    assert not [mark for mark in marks if "page" in mark or "same" in mark]
