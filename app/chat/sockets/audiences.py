"""Which pages of this process listen to which room, and up to what they were checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.chat.queries.messages import floor_of
from app.chat.queries.rooms import RoomRow
from app.core.sockets import Connection

# Numbers that came before the ones below them; more than so many, and the clock fetches the gap.
MOST_AHEAD = 200


@dataclass(slots=True)
class Listener:
    """A page in a room. `verified` is the version of access for which it was checked, `floor` the
    number above which messages are for its member."""

    connection: Connection
    verified: int
    floor: int


@dataclass(slots=True)
class Audience:
    """The listeners of one room. `head` is the number up to which everything was delivered here."""

    room_id: int
    public_id: str
    head: int
    listeners: dict[str, Listener] = field(default_factory=dict)
    ahead: set[int] = field(default_factory=set)

    def is_behind(self, version: int) -> bool:
        """Whether somebody was not checked since access changed to this version."""
        return any(one.verified < version for one in self.listeners.values())

    def allowed(self, version: int, number: int = 0) -> list[str]:
        """The pages that may be sent what belongs to this version of access and, when it is about
        a message, to the message of that number."""
        return [
            sid
            for sid, one in self.listeners.items()
            if one.verified >= version and (number == 0 or number > one.floor)
        ]

    def confirm(self, sid: str, version: int) -> None:
        """The page was checked and may read."""
        listener = self.listeners.get(sid)
        if listener is not None:
            listener.verified = max(listener.verified, version)

    def note_delivered(self, sequence: int) -> None:
        """Move the head as far as everything below is delivered."""
        if sequence > self.head and len(self.ahead) < MOST_AHEAD:
            self.ahead.add(sequence)
        while self.head + 1 in self.ahead:
            self.head += 1
            self.ahead.discard(self.head)

    def note_caught_up(self, sequence: int) -> None:
        """Everything up to this number was delivered from the database."""
        self.head = max(self.head, sequence)
        self.ahead = {number for number in self.ahead if number > self.head}
        self.note_delivered(self.head)


class Audiences:
    """All of this process, by the key and by the public id of their room."""

    def __init__(self) -> None:
        self._by_id: dict[int, Audience] = {}
        self._by_public_id: dict[str, Audience] = {}

    def add(self, room: RoomRow, connection: Connection) -> Audience:
        """The page listens to the room from now on; `room` was looked up through its member."""
        audience = self._by_id.get(room.id)
        if audience is None:
            audience = Audience(room.id, room.public_id, room.last_sequence)
            self._by_id[room.id] = self._by_public_id[room.public_id] = audience
        listener = Listener(connection, room.access_version, floor_of(room))
        audience.listeners[connection.sid] = listener
        return audience

    def remove(self, sid: str, audience: Audience) -> None:
        """The page listens no more; a room to which nobody listens is forgotten."""
        audience.listeners.pop(sid, None)
        if not audience.listeners and self._by_id.get(audience.room_id) is audience:
            del self._by_id[audience.room_id], self._by_public_id[audience.public_id]

    def get(self, room_id: int) -> Audience | None:
        """The listeners of a room, if there are any here."""
        return self._by_id.get(room_id)

    def heard_by(self, sid: str, public_id: str) -> Audience | None:
        """The room of that public id, if this page listens to it."""
        audience = self._by_public_id.get(public_id)
        return audience if audience is not None and sid in audience.listeners else None

    def of(self, sid: str) -> list[Audience]:
        """Every room that the page listens to."""
        return [audience for audience in self._by_id.values() if sid in audience.listeners]

    def all(self) -> list[Audience]:
        """Every room that somebody here listens to."""
        return list(self._by_id.values())
