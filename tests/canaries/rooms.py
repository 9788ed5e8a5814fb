"""Rooms of the standing world: one of each kind in each group, and a conversation of two.

The steward hosts; the author is in every room, the member in the open one only, who left the
group had said something there. What is written holds a word of its own, as in `seeding.py`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.accounts.models import Block, Member
from app.accounts.queries import viewer_of
from app.chat.models import ChosenContact, HeldMessage, Room, RoomPresence
from app.chat.queries.recaps import quotes_of
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import (
    asking,
    changing,
    entering,
    holding,
    hosting,
    limiting,
    opening,
    publishing,
    recapping,
    reminding,
    saying,
)
from app.core.clock import now
from app.core.database import db
from app.core.errors import found
from tests.factories import chat

if TYPE_CHECKING:
    from tests.canaries.seeding import World
    from tests.canaries.words import Writing


class Rooms:
    """Seeds the rooms of one group."""

    def __init__(self, world: World, place: str, word: Writing) -> None:
        self.world, self.place = world, place
        self.ids, self.keys = world.ids[place], world.keys[place]
        self.word = lambda name: word(f"{name}@{place}")

    def seed(self) -> None:
        """All of them."""
        room = self.open("open", "room", ("author", "member", "former author", "former"))
        self.talk(room)
        self.decide(room)
        self.recaps(room)
        invited = self.open("invited", "invited room", ("author",))
        self.say("author", invited, "message among invited")
        soon = now() + timedelta(days=1)
        times = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
        gathering = self.open("gathering", "gathering room", ("author",), **times)
        reminding.remind(by=self.world.viewer("author"), room=self.row("author", gathering))
        closed = self.open("open", "closed room", ("author",))
        reason = self.word("reason of closing")
        hosting.close(by=self.world.viewer("steward"), room_id=closed.id, reason=reason)

    def row(self, who: str, room: Room) -> RoomRow:
        """The room as a service gets it."""
        return found(room_by_id(self.world.members[who], room.id))

    def open(self, kind: str, name: str, inside: tuple[str, ...], **values: Any) -> Room:
        """A room of the steward's, with people in it."""
        room = opening.open_room(
            by=self.world.viewer("steward"), group_id=self.keys["group"], kind=kind,
            title=self.word(f"title of {name}"), purpose=self.word(f"purpose of {name}"), **values,
        )  # fmt: skip
        for who in inside:
            entering.let_in(room_id=room.id, member_id=self.world.members[who], history="all")
        self.ids[name] = room.public_id
        return room

    def say(self, who: str, room: Room, name: str, **values: str) -> str:
        """Something that holds the word `name`."""
        return saying.say(
            by=self.world.viewer(who), room=self.row(who, room), body=self.word(name),
            client_id=f"seed {name}"[:40], **values,
        ).public_id  # fmt: skip

    def talk(self, room: Room) -> None:
        """Edited, answered, deleted, reacted to, left behind, waiting for a host, refused."""
        author, member = self.world.viewer("author"), self.world.viewer("member")
        said = self.say("author", room, "message before")
        words = self.word("message")
        changing.edit(by=author, room=self.row("author", room), message_id=said, body=words)
        changing.react(
            by=member, room=self.row("member", room), message_id=said, kind="hope", on=True
        )
        gone = self.say("author", room, "deleted message")
        changing.take_back(by=author, room=self.row("author", room), message_id=gone)
        note = self.word("content note")
        left = self.say("former author", room, "message left behind", content_note=note)
        of_steward = self.say("steward", room, "message of the steward", reply_to=said)
        self.ids |= {"message": said, "deleted message": gone, "left message": left}
        self.ids |= {"steward message": of_steward}
        held = {name: self._hold(room, name) for name in ("held", "refused held")}
        holding.refuse(
            by=self.world.viewer("steward"),
            room_id=room.id,
            held_id=held["refused held"].public_id,
            reason=self.word("reason of refusing"),
        )
        self.ids |= {name: row.public_id for name, row in held.items()}

    def _hold(self, room: Room, name: str) -> HeldMessage:
        row = HeldMessage(
            room_id=room.id, author_id=self.world.members["author"], client_id=f"seed {name}",
            body=self.word(f"{name} message"), content_note=self.word(f"{name} note"),
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row

    def decide(self, room: Room) -> None:
        """The steward mutes somebody who is in the group and else does nothing."""
        quiet = self.world.members["quiet one"]
        entering.let_in(room_id=room.id, member_id=quiet, history="all")
        limit = limiting.limit(
            by=self.world.viewer("steward"), room_id=room.id, person_id=viewer_of(quiet).public_id,
            kind="muted", length="day", reason=self.word("reason of muting"),
        )  # fmt: skip
        self.ids["limit"] = limit.public_id
        key = f"socket of {self.place}"
        present = {"room_id": room.id, "member_id": self.world.members["member"]}
        db.session.add(RoomPresence(**present, socket_key=key))

    def recaps(self, room: Room) -> None:
        """One that only the steward knows, one about which the author is asked, one that came out."""
        for name in ("draft recap", "recap", "published recap"):
            by, row = self.world.viewer("steward"), self.row("steward", room)
            recap = recapping.begin(
                by=by,
                room=row,
                title=self.word(f"title of {name}"),
                body=self.word(f"words of {name}"),
            )
            self.ids[name] = recap.public_id
            if name == "draft recap":
                continue
            quoted = [self.ids["message"]] if name == "recap" else [self.ids["steward message"]]
            recapping.add_quotes(by=by, room=row, recap_id=recap.public_id, message_ids=quoted)
            if name == "recap":
                own = recapping.own_recap(by, row, recap.public_id)
                asking.ask(by=by, room=row, recap=own)
                self.ids["quote"] = quotes_of(own.id)[0].public_id
            else:
                publishing.publish(by=by, room=row, recap_id=recap.public_id)


def seed_conversations(world: World, word: Writing) -> None:
    """Author and member write to each other; the steward asks the author for a conversation. And
    whom the author does not want to hear, and lets ask."""
    people = {who: db.session.get_one(Member, key) for who, key in world.members.items()}
    author, member, steward = (people[who] for who in ("author", "member", "steward"))
    direct = chat.direct_room(between=(author, member))
    said = chat.message(room=direct, by=author, body=word("message to one"))
    chat.message(room=direct, by=member, body=word("answer of one"))
    asked = chat.direct_room(between=(steward, author), states=("in", "invited"))
    chat.message(room=asked, by=steward, body=word("request to one"))
    db.session.add(Block(by_id=author.id, member_id=people["quiet two"].id, kind="mute"))
    db.session.add(ChosenContact(member_id=author.id, contact_id=people["quiet three"].id))
    db.session.flush()
    ids = {"direct room": direct.public_id, "asked room": asked.public_id}
    for place in ("public", "members", "group"):
        world.ids[place] |= ids | {"direct message": said.public_id}
