"""Rooms with every face they have, so that pages about them have something to show."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.accounts.models import Block, Member
from app.chat.models import (
    ChosenContact,
    GatheringReminder,
    HeldMessage,
    HostAct,
    Message,
    MessageChange,
    MessageReaction,
    Recap,
    RecapQuote,
    Room,
    RoomLimit,
    RoomMembership,
)
from app.community.models import Group, Membership
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import chat
from tests.factories.accounts import member as make_member

WELCOME = "Good to see you all.\n\nTea is ready on my side. **Who is here?**"
AGENDA = (
    "1. Hello, and how was the week\n2. What helps on the way to work\n3. One thing for tomorrow"
)
QUOTED = "I keep a bag packed by the door, then a bad morning has one worry less."


def talk_in_rooms(world: dict[str, Any]) -> None:
    """Adds to the world: `room` (open, with every kind of message), `gathering` (tomorrow),
    `past_gathering` with a `recap`, `invited_room`, `asked_room` (the member was asked in),
    `direct_room`, `asked_conversation` (somebody asks the member), `closed_room`, `empty_room`, and
    in `room`: `message`, `own_message`, `deleted_message`, `edited_message`, `held`, `limit`,
    `muted_member`. The member hosts none of them; `people["host"]` does."""
    with unit_of_work():
        people = _people(world)
        _open_room(world, people)
        _gatherings(world, people)
        _other_rooms(world, people)


def _people(world: dict[str, Any]) -> Any:
    group = db.session.scalars(select(Group).where(Group.slug == world["group"])).one()
    stewards = select(Membership.member_id).where(
        Membership.role == "steward",
        Membership.group_id == group.id,
        Membership.member_id != world["people"]["member"],
    )
    host_id = db.session.scalars(stewards.order_by(Membership.id)).first()
    world["people"]["host"] = host_id
    new, muted = (make_member(display_name=name) for name in ("Came Yesterday", "Speaks Later"))
    for someone in (new, muted):
        db.session.add(Membership(group_id=group.id, member_id=someone.id))
        group.member_count += 1
    _two_who_write(world, group)
    return SimpleNamespace(
        group=group,
        host=db.session.get_one(Member, host_id),
        member=db.session.get_one(Member, world["people"]["member"]),
        new=new,
        muted=muted,
    )


def _two_who_write(world: dict[str, Any], group: Group) -> None:
    """Two grown-up people of the group; one may write to the other, and chose them."""
    names = ("Writes Gladly", "Reads Gladly")
    writer, reader = (make_member(display_name=name, age_confirmed=18) for name in names)
    for someone in (writer, reader):
        db.session.add(Membership(group_id=group.id, member_id=someone.id))
        group.member_count += 1
    db.session.add(ChosenContact(member_id=writer.id, contact_id=reader.id))
    world["people"]["writer"], world["reader"] = writer.id, reader.public_id


def _open_room(world: dict[str, Any], people: Any) -> None:
    room = chat.room(
        group=people.group,
        inside=(people.member, people.new, people.muted),
        hosts=(people.host,),
        title="The kitchen table",
        purpose="Come in when you like. Nobody has to say anything.",
        holds_new=True,
        slow_seconds=10,
        retention="90d",
    )
    first = chat.message(room=room, by=people.host, body=WELCOME)
    answer = chat.message(
        room=room, by=people.member, body="Here, with a blanket.", reply_to_id=first.id
    )
    chat.message(room=room, by=people.muted, body="A long night.", content_note="sleep, pain")
    gone = chat.message(room=room, by=people.member, body="Never mind.", deleted_at=now())
    gone.deleted_by_id = people.member.id
    _change(room, answer, "edited", body_before="Here.")
    _change(room, gone, "deleted")
    answer.edited_at = now()
    db.session.add(MessageReaction(message_id=first.id, member_id=people.member.id, kind="thanks"))
    first.thanks_count = 1
    _change(room, first, "reacted")
    held = HeldMessage(
        room_id=room.id, author_id=people.new.id, client_id="held-one", body="Hello, I am new here."
    )
    limit = RoomLimit(
        room_id=room.id,
        member_id=people.muted.id,
        kind="muted",
        reason="Three adverts in a row.",
        by_id=people.host.id,
        until=now() + timedelta(days=1),
    )
    db.session.add_all(
        [held, limit, Block(by_id=people.member.id, member_id=people.muted.id, kind="mute")]
    )
    acts = {"opened": {}, "muted": {"member_id": people.muted.id, "reason": limit.reason}}
    for act, more in acts.items():
        db.session.add(HostAct(room_id=room.id, by_id=people.host.id, act=act, **more))
    db.session.flush()
    world |= {"room": room.public_id, "message": first.public_id, "own_message": answer.public_id}
    world |= {"edited_message": answer.public_id, "deleted_message": gone.public_id}
    world |= {"held": held.public_id, "limit": limit.public_id}
    world["muted_member"] = people.muted.public_id


def _change(room: Room, message: Message, kind: str, **values: str) -> None:
    room.last_sequence += 1
    number = room.last_sequence
    change = MessageChange(
        room_id=room.id, message_id=message.id, sequence=number, kind=kind, **values
    )
    db.session.add(change)


def _gatherings(world: dict[str, Any], people: Any) -> None:
    tomorrow, lately = now() + timedelta(days=1), now() - timedelta(days=2)
    inside = {"group": people.group, "inside": (people.member,), "hosts": (people.host,)}
    coming, past = (
        chat.room(**inside, kind="gathering", title=title, purpose=AGENDA, starts_at=at,
                  ends_at=at + timedelta(hours=1))
        for title, at in (("Tuesday round", tomorrow), ("Last Tuesday", lately))
    )  # fmt: skip
    chat.message(room=past, by=people.host, body="What helps in the morning?", created_at=lately)
    said = chat.message(room=past, by=people.member, body=QUOTED, created_at=lately)
    recap = Recap(
        room_id=past.id,
        author_id=people.host.id,
        title="What helps in the morning",
        body="Five of us compared mornings.",
        state="asking",
    )
    db.session.add_all([recap, GatheringReminder(room_id=coming.id, member_id=people.member.id)])
    db.session.flush()
    quote = RecapQuote(
        recap_id=recap.id, message_id=said.id, author_id=people.member.id, words=QUOTED
    )
    db.session.add(quote)
    db.session.flush()
    world |= {"gathering": coming.public_id, "past_gathering": past.public_id}
    world["past_day"] = lately.date().isoformat()
    world |= {"recap": recap.public_id, "quote": quote.public_id}


def _other_rooms(world: dict[str, Any], people: Any) -> None:
    inside = {"group": people.group, "inside": (people.member,), "hosts": (people.host,)}
    invited = chat.room(**inside, kind="invited", title="Just us four", history="since_joining")
    asked = chat.room(**{**inside, "inside": ()}, kind="invited", title="Newly diagnosed")
    db.session.add(
        RoomMembership(room_id=asked.id, member_id=people.member.id, state="invited",
                       invited_by_id=people.host.id)
    )  # fmt: skip
    closed = chat.room(**inside, title="Summer talk", closed_at=now(), closed_by_id=people.host.id,
                       closed_reason="Summer is over.")  # fmt: skip
    chat.message(room=closed, by=people.host, body="Thank you for a good summer.")
    empty = chat.room(**inside, title="The garden bench")
    direct = chat.direct_room(between=(people.member, people.host))
    chat.message(room=direct, by=people.host, body="How did it go on Monday?")
    chat.message(room=direct, by=people.member, body="Better than I thought.")
    wish = chat.direct_room(between=(people.new, people.member), states=("in", "invited"))
    world |= {"invited_room": invited.public_id, "asked_room": asked.public_id}
    world |= {"closed_room": closed.public_id, "empty_room": empty.public_id}
    world |= {"direct_room": direct.public_id, "asked_conversation": wish.public_id}
