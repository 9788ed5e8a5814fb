"""Editing, deleting, bringing back and reacting: numbered, kept, and equal to what is counted."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from app.chat.models import Message, MessageChange, MessageReaction, Room
from app.chat.services import changing, saying
from app.community.services import joining
from app.core.clock import now
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.at_once import at_once

KINDS = ("thanks", "me_too", "thinking", "helpful", "hope")


def edit(do, salon, by, body: str, message=None) -> int:
    one = message or salon.said
    return do(changing.edit, by=by, room=salon.room, message_id=one.public_id, body=body)


def test_an_edit_has_a_number_and_keeps_what_stood_before(salon, do, cast, row, rows):
    assert edit(do, salon, cast.patient, "Ibis words") == 3
    kept = row(Message, salon.said.id)
    assert (kept.body, kept.html, bool(kept.edited_at)) == ("Ibis words", "<p>Ibis words</p>", True)
    (change,) = rows(MessageChange)
    assert (change.sequence, change.kind, change.body_before) == (3, "edited", "Heron words")
    assert row(Message, salon.answer.id).body == "Plover words"


def test_the_same_words_again_take_no_number(salon, do, cast, row, rows):
    assert edit(do, salon, cast.patient, "Heron words ") == 0
    assert not rows(MessageChange)
    assert row(Room, salon.room.id).last_sequence == 2


def test_only_the_author_edits_and_only_where_they_may_write(salon, do, cast, make: Maker):
    for person in (cast.other_patient, salon.host, cast.steward):
        with pytest.raises(Forbidden):
            edit(do, salon, person, "Mine now")
    make.limit(room=salon.room, member=cast.patient, kind="muted")
    with pytest.raises(Forbidden):
        edit(do, salon, cast.patient, "After all")


@pytest.mark.parametrize("body", ["", "  \x00 ", "x" * 2001])
def test_what_cannot_be_said_cannot_be_edited_in(salon, do, cast, rows, body):
    with pytest.raises(Invalid):
        edit(do, salon, cast.patient, body)
    assert not rows(MessageChange)


def test_edits_at_the_same_moment_lose_no_version(app: Flask, salon, do, cast, row, rows):
    versions = [f"Version {n}" for n in range(6)]
    works = [lambda body=body: edit(do, salon, cast.patient, body) for body in versions]
    assert at_once(app, works) == []
    changes = rows(MessageChange)
    assert [one.sequence for one in changes] == [3, 4, 5, 6, 7, 8]
    stood = [one.body_before for one in changes] + [row(Message, salon.said.id).body]
    assert sorted(stood) == sorted(["Heron words", *versions])


def test_deleting_leaves_the_number_and_takes_the_words(salon, do, cast, row, rows, client):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    assert do(changing.take_back, by=cast.patient, **about) == 3
    assert row(Message, salon.said.id).deleted_by_id == cast.patient.id
    page = client.sign_in(cast.other_patient).page(salon.base)
    assert "Heron words" not in page.text
    assert page.select_one("#m-1 [data-word=deleted]")
    with pytest.raises(Forbidden):
        do(changing.take_back, by=cast.patient, **about)
    assert [one.kind for one in rows(MessageChange)] == ["deleted"]


def test_nobody_deletes_words_of_others_this_way(salon, do, cast):
    for person in (cast.other_patient, salon.host, cast.steward):
        with pytest.raises(Forbidden):
            do(changing.take_back, by=person, room=salon.room, message_id=salon.said.public_id)


def test_who_deleted_brings_back_for_thirty_days(salon, do, cast, make, row, rows):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    do(changing.take_back, by=cast.patient, **about)
    with pytest.raises(NotFound):
        do(changing.bring_back, by=salon.host, **about)
    assert do(changing.bring_back, by=cast.patient, **about) == 4
    back = row(Message, salon.said.id)
    assert (back.body, back.deleted_at, back.deleted_by_id) == ("Heron words", None, None)
    old = make.message(
        room=salon.room, by=cast.patient,
        deleted_at=now() - timedelta(days=31), deleted_by_id=cast.patient.id,
    )  # fmt: skip
    with pytest.raises(NotFound):
        do(changing.bring_back, by=cast.patient, room=salon.room, message_id=old.public_id)
    assert row(Room, salon.room.id).last_sequence == 5


def test_of_two_who_delete_at_once_one_does(app: Flask, salon, do, cast, row, rows):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    works = [lambda: do(changing.take_back, by=cast.patient, **about) for _ in range(2)]
    (refused,) = at_once(app, works)
    assert isinstance(refused, Forbidden)
    assert [one.sequence for one in rows(MessageChange)] == [3]
    assert row(Room, salon.room.id).last_sequence == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_given_once_and_taken_back_once(salon, do, cast, row, rows, kind):
    about = {"room": salon.room, "message_id": salon.said.public_id, "kind": kind}
    numbers = [do(changing.react, by=cast.other_patient, **about, on=on) for on in (1, 1, 0, 0)]
    assert numbers == [3, 0, 4, 0]
    assert getattr(row(Message, salon.said.id), f"{kind}_count") == 0
    assert not rows(MessageReaction)


def test_there_are_only_five_words_and_none_for_oneself(salon, do, cast, rows):
    about = {"room": salon.room, "message_id": salon.said.public_id, "on": True}
    with pytest.raises(Invalid):
        do(changing.react, by=cast.other_patient, **about, kind="angry")
    with pytest.raises(Forbidden):
        do(changing.react, by=cast.patient, **about, kind="hope")
    assert not rows(MessageReaction)


def test_counts_stay_equal_to_rows_with_twenty_at_once(
    app: Flask, salon, do, cast, make, row, rows
):
    people = [make.member(display_name=f"Person {n}") for n in range(4)]
    for one in people:
        with app.app_context(), unit_of_work():
            joining.join(by=one.id, group=salon.group.id)
        make.place_in_room(room=salon.room, member=one)
    about = {"room": salon.room, "message_id": salon.said.public_id}
    works = [
        lambda by=one, kind=kind: do(changing.react, by=by, **about, kind=kind, on=True)
        for one in people
        for kind in KINDS
    ]
    assert at_once(app, works) == []
    taking = [
        lambda: do(changing.react, by=people[0], **about, kind="hope", on=False) for _ in range(5)
    ]
    assert at_once(app, taking) == []
    kept, given = row(Message, salon.said.id), rows(MessageReaction)
    for kind in KINDS:
        counted = sum(one.kind == kind for one in given)
        assert getattr(kept, f"{kind}_count") == counted == (3 if kind == "hope" else 4)
    numbers = sorted(one.sequence for one in rows(MessageChange))
    assert numbers == list(range(3, 24))
    assert row(Room, salon.room.id).last_sequence == 23


def test_reacting_and_editing_and_replying_never_wait_for_each_other(
    app: Flask, salon: SimpleNamespace, do, cast, row
):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    works = []
    for n in range(5):
        works += [
            lambda n=n: edit(do, salon, cast.patient, f"Words {n}"),
            lambda n=n: do(
                changing.react, by=cast.other_patient, **about, kind=KINDS[n], on=True
            ),
            lambda n=n: do(
                saying.say, by=salon.host, room=salon.room, client_id=f"reply-{n:03}",
                body="Yes", reply_to=salon.said.public_id,
            ),
        ]  # fmt: skip
    assert at_once(app, works) == []
    assert row(Room, salon.room.id).last_sequence == 17
