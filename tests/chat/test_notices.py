"""What people hear of rooms in their inbox and by letter, and what nobody hears."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.queries import viewer_of
from app.chat.models import GatheringReminder, HeldMessage, Room
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import (
    asking,
    contacting,
    holding,
    hosting,
    inviting,
    limiting,
    planning,
    publishing,
    recapping,
    reminding,
)
from app.community.services import joining
from app.core.clock import now
from app.core.database import db
from app.core.jobs.registry import job_named
from app.core.mail.outbox import Letter
from app.core.transactions import unit_of_work
from app.notifications.models import Notice
from tests.factories import Maker

REASON = "Canary reason"


@pytest.fixture
def here(inside: Flask, make: Maker) -> SimpleNamespace:
    """A host, who is steward, and Ann, in a room of a group about something."""
    long_ago = now() - timedelta(days=30)
    host, ann = (
        make.member(display_name=name, created_at=long_ago, age_confirmed=18)
        for name in ("Host", "Ann")
    )
    group = make.group(name="Canary condition", members=(ann,), stewards=(host,))
    room = make.room(group=group, inside=(ann,), hosts=(host,), title="Canary title")
    return SimpleNamespace(host=viewer_of(host.id), ann=viewer_of(ann.id), group=group, room=room,
                           rows=SimpleNamespace(host=host, ann=ann))  # fmt: skip


def row(who: Any, room: Room) -> RoomRow:
    found = room_by_id(who.id, room.id)
    assert found is not None
    return found


def inbox(who: Any) -> list[tuple[str, str]]:
    """Kind and path of every notice; none says who, where or why."""
    db.session.rollback()
    mine = select(Notice).where(Notice.member_id == who.id).order_by(Notice.id)
    notices = list(db.session.scalars(mine))
    assert all(notice.values == {} for notice in notices)
    return [(notice.kind, notice.path) for notice in notices]


def letters(who: Any) -> list[str]:
    """Kinds of the letters to somebody; none holds a word of anybody."""
    mine = select(Letter).where(Letter.recipient == f"member:{who.id}")
    found = list(db.session.scalars(mine))
    for letter in found:
        assert letter.subject.startswith("News from ")
        assert "Canary" not in letter.body + letter.subject
        assert "Host" not in letter.body
    return [letter.kind for letter in found]


def test_a_request_and_an_invitation(here: SimpleNamespace, make: Maker) -> None:
    invited = make.room(group=here.group, hosts=(here.rows.host,), kind="invited")
    with unit_of_work():
        contacting.write(by=here.host, to=here.ann.public_id, body="Canary hello")
        inviting.invite(by=here.host, room=row(here.host, invited), name="Ann")
    assert inbox(here.ann) == [
        ("conversation_asked", "/conversations"),
        ("room_invited", f"/rooms/{invited.public_id}"),
    ]
    assert (letters(here.ann), inbox(here.host)) == ([], [])


def test_what_a_host_decides_about_somebody(here: SimpleNamespace, make: Maker) -> None:
    said = make.message(room=here.room, by=here.rows.ann)
    invited = make.room(
        group=here.group, inside=(here.rows.ann,), hosts=(here.rows.host,), kind="invited"
    )
    person = {"by": here.host, "person_id": here.ann.public_id, "length": "day", "reason": REASON}
    with unit_of_work():
        muted = limiting.limit(room_id=here.room.id, kind="muted", **person)
        limiting.end_limit(by=here.host, room_id=here.room.id, limit_id=muted.public_id)
        hosting.take_away(
            by=here.host, room_id=here.room.id, message_id=said.public_id, reason=REASON
        )
        limiting.limit(room_id=here.room.id, kind="removed", **person)
        limiting.limit(room_id=invited.id, kind="removed", **person)
    path = f"/rooms/{here.room.public_id}"
    assert inbox(here.ann) == [
        ("room_muted", path),
        ("room_ended", path),
        ("message_taken_away", f"{path}/messages/{said.public_id}"),
        ("room_removed", path),
        # Nobody from outside finds a door there.
        ("room_removed", ""),
    ]
    assert letters(here.ann) == []


def test_a_message_that_was_not_let_through(here: SimpleNamespace) -> None:
    held = HeldMessage(room_id=here.room.id, author_id=here.ann.id, client_id="held-one", body="x")
    with unit_of_work():
        db.session.add(held)
        db.session.flush()
        holding.refuse(by=here.host, room_id=here.room.id, held_id=held.public_id, reason=REASON)
    assert inbox(here.ann) == [("message_refused", f"/rooms/{here.room.public_id}/waiting")]


def test_quotes_are_asked_once_and_the_recap_is_told_to_those_in_it(
    here: SimpleNamespace, make: Maker
) -> None:
    """However often the host changes it; after a look, again."""
    said = [make.message(room=here.room, by=by).public_id for by in (here.rows.ann, here.rows.host)]
    with unit_of_work():
        room = row(here.host, here.room)
        recap = recapping.begin(by=here.host, room=room, title="Canary", body="Canary words")
        mine = {"by": here.host, "room": room, "recap_id": recap.public_id}
        recapping.add_quotes(**mine, message_ids=said)
        asking.ask(by=here.host, room=room, recap=recapping.own_recap(*mine.values()))
        recapping.write(**mine, title="Canary", body="Other words")
    assert (inbox(here.ann), letters(here.ann)) == (
        [("quotes_asked", "/me/quotes")],
        ["quotes_asked"],
    )
    with unit_of_work():
        db.session.execute(update(Notice).values(read_at=now()))
        recapping.write(**mine, title="Canary", body="Others again")
        asking.answer(by=here.ann, quote_id=quote_of(here.ann), answer="named")
        topic = publishing.publish(**mine)
    assert inbox(here.ann)[1:] == [
        ("quotes_asked", "/me/quotes"),
        ("recap_published", f"/topics/{topic}"),
    ]
    assert inbox(here.host) == []


def quote_of(who: Any) -> str:
    return str(db.session.scalar(db.text(
        "SELECT public_id FROM recap_quotes WHERE author_id = :id").bindparams(id=who.id)))  # fmt: skip


@pytest.fixture
def soon(here: SimpleNamespace, make: Maker) -> Room:
    """A gathering in 50 minutes of which Ann wants to be reminded."""
    at = now() + timedelta(minutes=50)
    room = make.room(group=here.group, inside=(here.rows.ann,), hosts=(here.rows.host,),
                     kind="gathering", starts_at=at, ends_at=at + timedelta(hours=1))  # fmt: skip
    with unit_of_work():
        reminding.remind(by=here.ann, room=row(here.ann, room))
    return room


def run_job() -> None:
    job = job_named("notifications.call-gatherings-to-mind")
    assert job is not None and job.minutes == 5
    job.function()


def test_a_reminder_comes_once_by_inbox_and_letter(here: SimpleNamespace, soon: Room) -> None:
    run_job()
    run_job()
    assert inbox(here.ann) == [("gathering_soon", f"/rooms/{soon.public_id}")]
    assert letters(here.ann) == ["gathering_soon"]
    letter = db.session.scalars(select(Letter)).one()
    assert letter.expires_at == db.session.get_one(Room, soon.id).starts_at


@pytest.mark.parametrize("minutes", [61, -1])
def test_no_reminder_too_early_or_too_late(here: SimpleNamespace, soon: Room, minutes: int) -> None:
    starts = now() + timedelta(minutes=minutes)
    with unit_of_work():
        db.session.execute(update(Room).where(Room.id == soon.id).values(starts_at=starts))
    run_job()
    assert inbox(here.ann) == []


def test_who_left_the_group_hears_nothing(here: SimpleNamespace, soon: Room) -> None:
    with unit_of_work():
        joining.leave(by=here.ann.id, group=here.group.id)
        db.session.add(GatheringReminder(room_id=soon.id, member_id=here.ann.id))
    run_job()
    assert (inbox(here.ann), letters(here.ann)) == ([], [])


def test_a_crash_between_two_steps_tells_nobody_and_loses_nobody(
    here: SimpleNamespace, soon: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telling and noting are one transaction."""
    from app.notifications.services import reminding as calling

    def die(*_: Any, **__: Any) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(calling, "write_to", die)
        with pytest.raises(OSError):
            run_job()
    assert inbox(here.ann) == []
    run_job()
    assert len(inbox(here.ann)) == 1


def test_of_two_workers_with_the_same_list_one_tells(
    here: SimpleNamespace, soon: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one reads what is due before the first has noted it."""
    from app.notifications.services import reminding as calling

    lists = [reminding.due_reminders(now())] * 2
    assert len(lists[0]) == 1
    monkeypatch.setattr(calling, "due_reminders", lambda *_: lists.pop() if lists else [])
    run_job()
    assert [kind for kind, _path in inbox(here.ann)] == ["gathering_soon"]


def test_who_wanted_to_come_hears_of_every_change(here: SimpleNamespace, soon: Room) -> None:
    later = now() + timedelta(days=1)
    with unit_of_work():
        times = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
        planning.change(
            by=here.host, room=row(here.host, soon), title="Canary", purpose="", **times
        )
    with unit_of_work():
        planning.call_off(by=here.host, room=row(here.host, soon), reason=REASON)
    with unit_of_work():
        planning.call_on(by=here.host, room=row(here.host, soon))
    kinds = ["gathering_moved", "gathering_called_off", "gathering_called_on"]
    assert [kind for kind, _path in inbox(here.ann)] == kinds
    assert letters(here.ann) == ["gathering_changed"] * 3
