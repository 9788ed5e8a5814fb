"""Rooms of the demo, through the services that pages use: talk, gatherings, a recap, two people."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.accounts.queries import viewer_of
from app.chat.queries.contacts import key_between
from app.chat.queries.messages import message_of
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import changing, entering, opening, publishing, recapping, saying
from app.core.database import Base, db, new_public_id
from app.core.errors import found
from app.core.text import render_markdown
from app.demo.services.crowds import Crowd
from app.demo.services.people import Person

FILE = Path(__file__).parent.parent / "data" / "rooms.toml"
VOICES = "abcde"
HOUR = timedelta(hours=1)
EVENING = 18  # when gatherings begin, in UTC
# So many become topics of one post each.
RECAPS = 1
_LINE = re.compile(r"(?P<who>[a-z]) (?P<after>\d+) (?P<words>.+)")
_REACTION = re.compile(r"(thanks|me_too|thinking|helpful|hope):\s*$")
_NOTE = re.compile(r"note: (?P<note>[^|]+) \| (?P<words>.+)")


def open_rooms(
    people: list[Person], crowds: dict[str, Crowd], group_ids: dict[str, int], until: datetime
) -> None:
    """All rooms of `data/rooms.toml`. The groups stand, with their stewards. Needs an open unit of
    work."""
    texts = tomllib.loads(FILE.read_text("utf-8"))
    patient = next(person for person in people if person.role == "patient")
    for text in texts["rooms"]:
        speakers = _speakers(crowds[text["group"]], patient)
        _open(text, group_ids[text["group"]], speakers, until)
    direct = texts["direct"]
    speakers = _speakers(crowds[direct["group"]], patient)
    room_id = _conversation(speakers["a"], patient.id, until)
    Talk(room_id, speakers, until - direct["begins"] * HOUR).tell(direct["said"])


def _speakers(crowd: Crowd, patient: Person) -> dict[str, int]:
    """Keys of members by the letters of the file: host, demo patient, and five who write. A very
    small demo has fewer people than letters."""
    others = [one for one in crowd.members if not one.role and one not in crowd.stewards]
    others = sorted(others, key=lambda person: -person.voice)[: len(VOICES)] or [crowd.stewards[-1]]
    voices = {letter: others[n % len(others)].id for n, letter in enumerate(VOICES)}
    return {"s": crowd.stewards[0].id, "p": patient.id, **voices}


def _open(text: dict[str, Any], group_id: int, speakers: dict[str, int], until: datetime) -> None:
    begins = until + (1 if text["kind"] == "gathering" else -1) * text["begins"] * HOUR
    if text["kind"] == "gathering":
        begins = begins.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    times = {"starts_at": begins, "ends_at": begins + HOUR} if text["kind"] == "gathering" else {}
    host = viewer_of(speakers["s"])
    room = opening.open_room(
        by=host,
        group_id=group_id,
        kind=text["kind"],
        title=text["title"],
        purpose=text["purpose"],
        retention=text.get("retention", "forever"),
        **times,
    )
    _was_opened(room.id, min(begins, until) - 24 * HOUR)
    for member_id in sorted(set(speakers.values()) - {host.id}):
        entering.let_in(room_id=room.id, member_id=member_id, history="all")
    talk = Talk(room.id, speakers, begins)
    talk.tell(text["said"])
    if "recap" in text:
        _recap(text, talk, until)


def _recap(text: dict[str, Any], talk: Talk, until: datetime) -> None:
    """The host quotes nobody but themself: asking others would write letters."""
    host = viewer_of(talk.speakers["s"])
    room = talk.row("s")
    draft = recapping.begin(
        by=host, room=room, title=text["recap_title"], body=text["recap"].strip()
    )
    topic_id = publishing.publish(by=host, room=room, recap_id=draft.public_id)
    topics, posts = (Base.metadata.tables[name] for name in ("topics", "posts"))
    moment = min(talk.at + 3 * HOUR, until)
    here = topics.c.public_id == topic_id
    key = db.session.scalar(
        update(topics)
        .where(here)
        .values(created_at=moment, last_post_at=moment)
        .returning(topics.c.id)
    )
    db.session.execute(update(posts).where(posts.c.topic_id == key).values(created_at=moment))


def _conversation(one_id: int, other_id: int, until: datetime) -> int:
    """Between two people who said yes long ago."""
    row: dict[str, Any] = {
        "public_id": new_public_id(),
        "kind": "direct",
        "direct_key": key_between(one_id, other_id),
        "created_at": until - 48 * HOUR,
        "history": "all",
        "retention": "forever",
        "holds_new": False,
    }
    row |= dict.fromkeys(("title", "purpose", "closed_reason"), "")
    numbers = ("slow_seconds", "last_sequence", "purged_to", "access_version", "member_count")
    rooms = Base.metadata.tables["rooms"]
    made = rooms.insert().values(row | dict.fromkeys(numbers, 0)).returning(rooms.c.id)
    room_id = int(db.session.execute(made).scalar_one())
    for member_id in sorted((one_id, other_id)):
        entering.let_in(room_id=room_id, member_id=member_id, history="all")
    return room_id


def _was_opened(room_id: int, at: datetime) -> None:
    rooms = Base.metadata.tables["rooms"]
    db.session.execute(update(rooms).where(rooms.c.id == room_id).values(created_at=at))


@dataclass
class Talk:
    """What is said in one room, line by line."""

    room_id: int
    speakers: dict[str, int]
    at: datetime
    last: str = ""
    last_by: int = 0

    def tell(self, said: str) -> None:
        """Every line at its own moment.

        Raises:
            ValueError: a line cannot be read.
        """
        for number, line in enumerate(said.strip().splitlines()):
            match = _LINE.fullmatch(line.strip())
            if match is None:
                raise ValueError(f"rooms.toml: nobody says {line!r}")
            self.at += timedelta(minutes=int(match["after"]))
            reaction = _REACTION.match(match["words"])
            if reaction:
                self._react(match["who"], reaction[1])
            else:
                self._say(match["who"], match["words"], f"demo line {number:04}")

    def row(self, who: str) -> RoomRow:
        """The room as a service gets it."""
        return found(room_by_id(self.speakers[who], self.room_id))

    def _react(self, who: str, kind: str) -> None:
        if self.speakers[who] != self.last_by:
            by, room = viewer_of(self.speakers[who]), self.row(who)
            changing.react(by=by, room=room, message_id=self.last, kind=kind, on=True)

    def _say(self, who: str, words: str, name: str) -> None:
        noted = _NOTE.fullmatch(words)
        note, words = (noted["note"], noted["words"]) if noted else ("", words)
        answered = message_of(self.row(who), self.last) if words.startswith("> ") else None
        body = words.removeprefix("> ")
        self.last_by = self.speakers[who]
        self.last = saying.put(
            room_id=self.room_id,
            author_id=self.last_by,
            client_id=name,
            body=body,
            html=render_markdown(body),
            content_note=note,
            reply_to_id=answered.id if answered else None,
            at=self.at,
        ).public_id
