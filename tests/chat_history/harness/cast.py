"""Twenty members and five rooms, one of each kind, made straight in the database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import psycopg
from flask import Flask

from app.accounts.services.sessions import start_session
from app.chat.queries.rooms import room_by_id
from app.chat.services import entering
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.chat_history.harness.history import Entry, History, Span
from tests.factories import Maker
from tests.support.engines import build

# Who is in which room when all begins, by number. Groups: 0 to 13 are in one, 8 to 19 in the other.
INSIDE = {
    "open": range(10),
    "invited": range(4, 10),
    "gathering": range(8, 16),
    "newcomers": range(12, 20),
    "direct": (0, 19),
}
# The words are those first said: an edit keeps what it replaced.
_LOG = """
    SELECT m.sequence, 'said', m.public_id, m.sequence, m.created_at, p.public_id, m.client_id,
           coalesce((SELECT c.body_before FROM message_changes c
                     WHERE c.message_id = m.id AND c.kind = 'edited'
                     ORDER BY c.sequence LIMIT 1), m.body)
    FROM messages m JOIN members p ON p.id = m.author_id WHERE m.room_id = %s
    UNION ALL
    SELECT c.sequence, c.kind, m.public_id, m.sequence, c.created_at, '', '', ''
    FROM message_changes c JOIN messages m ON m.id = c.message_id WHERE c.room_id = %s
"""


@dataclass
class Cast:
    """Members, sessions and rooms; asks the database past the site."""

    app: Flask
    database: str
    members: list[Any]
    sessions: list[str]
    groups: dict[str, Any]
    rooms: dict[str, Any]
    history: History = field(default_factory=History)

    def ask(self, question: str, *values: Any) -> list[tuple]:
        with psycopg.connect(self.database.replace("+psycopg", "")) as connection:
            return connection.execute(question, values).fetchall()

    def last_of(self, room: str) -> int:
        """The room's last number."""
        question = "SELECT last_sequence FROM rooms WHERE id = %s"
        return int(self.ask(question, self.rooms[room].id)[0][0])

    def rooms_of(self, number: int) -> list[str]:
        """Where this member is inside now, by what is known of the rights."""
        name = self.members[number].public_id
        spans = self.history.spans
        return [one.room for one in spans if one.member == name and one.until is None]

    def note_entered(self, number: int, room: str) -> None:
        """From where on the member reads is what their place says."""
        rows = self.ask(
            "SELECT from_sequence FROM room_memberships WHERE room_id = %s AND member_id = %s",
            self.rooms[room].id, self.members[number].id,
        )  # fmt: skip
        name = self.members[number].public_id
        self.history.spans.append(Span(name, room, after=rows[0][0]))

    def note_ended(self, number: int, rooms: list[str], at: float) -> None:
        """Call it right after the right ended, `at` that moment."""
        name = self.members[number].public_id
        for span in self.history.spans:
            if (span.member, span.until) == (name, None) and span.room in rooms:
                span.until, span.ended = self.last_of(span.room), at

    def take_out(self, number: int, room: str) -> None:
        """By a process that tells nobody: it knows no Redis and has no pages."""
        with self.app.app_context(), unit_of_work():
            entering.take_out([self.rooms[room].id], self.members[number].id, why="removed")

    def room_for(self, number: int, room: str) -> Any:
        """The room as the member finds it; within an app context."""
        return room_by_id(self.members[number].id, self.rooms[room].id)

    def only(self, *rooms: str) -> Cast:
        """The same people with a new history, as if there were no other rooms."""
        mine = History()
        for name in rooms:
            mine.spans += [Span(self.members[n].public_id, name) for n in INSIDE[name]]
        kept = {name: self.rooms[name] for name in rooms}
        return replace(self, rooms=kept, history=mine)

    def read_rows(self) -> History:
        """The history with the final rows of all rooms."""
        self.history.log = []
        for name, room in self.rooms.items():
            for row in self.ask(_LOG, room.id, room.id):
                self.history.log.append(_entry(name, row))
            self.history.last[name] = self.last_of(name)
        return self.history


def _entry(room: str, row: tuple) -> Entry:
    number, kind, message, of, at, author, client_id, words = row
    assert isinstance(at, datetime)
    return Entry(room, number, kind, message, of, at.timestamp(), author, client_id, words)


def make_cast(database: str) -> Cast:
    """Migrate an empty database and let people in."""
    app = build(database)
    make = Maker(app)
    people = [make.member(display_name=f"Reader {number}") for number in range(20)]
    one = make.group(members=tuple(people[:14]))
    two = make.group(members=tuple(people[8:]))
    inside = {name: tuple(people[number] for number in who) for name, who in INSIDE.items()}
    rooms = {
        "open": make.room(group=one, inside=inside["open"]),
        "invited": make.room(group=one, inside=inside["invited"], kind="invited"),
        "gathering": make.room(group=two, inside=inside["gathering"], kind="gathering"),
        "newcomers": make.room(group=two, inside=inside["newcomers"], history="since_joining"),
        "direct": make.direct_room(between=inside["direct"]),
    }
    with app.app_context():
        with unit_of_work():
            sessions = [start_session(member_id=one.id, device="Test browser") for one in people]
        db.session.remove()
        db.engine.dispose()
    cast = Cast(app, database, people, sessions, {"one": one, "two": two}, rooms)
    for name, who in INSIDE.items():
        cast.history.spans += [Span(people[number].public_id, name) for number in who]
    return cast
