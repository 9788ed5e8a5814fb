"""The six events of a room's page. Each looks the room up through whoever sends it."""

from __future__ import annotations

from typing import Any

from app.accounts.services import sessions
from app.chat import permissions
from app.chat.queries.entitled import version_of
from app.chat.queries.presences import people_in, preferences_of
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.schemas import (
    JoinSchema,
    PresentSchema,
    RoomSchema,
    SendSchema,
    SyncSchema,
    TypingSchema,
)
from app.chat.services import being_here, saying
from app.chat.services.pacing import SENDS
from app.chat.sockets.audiences import Audience
from app.chat.sockets.live import Live
from app.chat.sockets.payloads import missed
from app.core.clock import now
from app.core.errors import Forbidden, NotFound, found, require
from app.core.sockets import Connection, GuardedNamespace, event
from app.core.transactions import fresh_look, unit_of_work

Answer = dict[str, Any]


class ChatNamespace(GuardedNamespace):
    """`/chat`. Answers carry `ok`; see `core.sockets.namespace`."""

    def __init__(self, name: str, live: Live) -> None:
        super().__init__(name, live.sockets)
        self.live = live

    def started(self) -> None:
        """The first page starts what runs by the clock."""
        self.live.start()

    @event(JoinSchema, times=20, seconds=60)
    def on_join(self, connection: Connection, *, room: str, after: int) -> Answer:
        """Listen to a room; the answer carries what the page missed."""
        row = self._readable(connection, room)
        if self.sockets.connected.get(connection.sid) is None:
            raise NotFound  # it went while we looked, and nobody would take it out again
        audience = self.live.audiences.add(row, connection)
        # A new look after the page listens: what was said, or ended, in between is in it.
        fresh_look()
        row = self._readable(connection, room)
        audience.confirm(connection.sid, row.access_version)
        return missed(connection.viewer, row, after) | {"me": connection.viewer.public_id}

    @event(RoomSchema)
    def on_leave(self, connection: Connection, *, room: str) -> Answer:
        """Listen no more. The member stays a member of the room."""
        audience = self._heard(connection, room)
        self.live.audiences.remove(connection.sid, audience)
        self._away(connection, [audience])
        return {}

    @event(SendSchema, times=SENDS[0], seconds=SENDS[1])
    def on_send(self, connection: Connection, *, room: str, **words: str) -> Answer:
        """Say something. The answer comes when it is kept, and carries its number."""
        with unit_of_work():
            # Before the room's row: who signs out takes both in this order, too.
            if connection.is_due:
                sessions.touch(connection.viewer.session_id)
            row = self._readable(connection, room)
            receipt = saying.say(by=connection.viewer, room=row, **words)
        connection.is_due = False
        return {
            "id": receipt.public_id,
            "sequence": receipt.sequence,
            "held": receipt.is_held,
        }

    @event(SyncSchema, times=30, seconds=10)
    def on_sync(self, connection: Connection, *, room: str, after: int) -> Answer:
        """What came after a number, a page at a time; `more` says to ask again from `up_to`."""
        return missed(connection.viewer, self._readable(connection, room), after)

    @event(TypingSchema, times=10, seconds=10)
    def on_typing(self, connection: Connection, *, room: str, on: bool) -> Answer:
        """Tell the room that one is writing, for those who chose to show it."""
        audience = self._heard(connection, room)
        row = self._readable(connection, room)
        viewer = connection.viewer
        require(permissions.can_write(row, now()) and _is_heard(row))
        require(preferences_of(viewer.id).shows_typing)
        data = {"room": room, "id": viewer.public_id, "name": viewer.display_name, "on": on}
        self._tell(audience, "typing", data, row.access_version)
        return {}

    @event(PresentSchema, times=10, seconds=10)
    def on_present(self, connection: Connection, *, room: str, on: bool) -> Answer:
        """Show that one is here, or no more; the answer names those who show it."""
        audience = self._heard(connection, room)
        row = self._readable(connection, room)
        viewer = connection.viewer
        require(not on or (preferences_of(viewer.id).shows_presence and _is_heard(row)))
        with unit_of_work():
            if on:
                being_here.arrive(room_id=row.id, member_id=viewer.id, sid=connection.sid)
            else:
                being_here.depart(sid=connection.sid, room_ids=[row.id])
        return {"people": self._tell_people(audience)}

    def on_gone(self, connection: Connection) -> None:
        """A page closed: it listens to nothing, and shows nobody any more."""
        audiences = self.live.audiences.of(connection.sid)
        for audience in audiences:
            self.live.audiences.remove(connection.sid, audience)
        self._away(connection, audiences)

    def _readable(self, connection: Connection, public_id: str) -> RoomRow:
        """The room, if the page's member may read in it now; else the page is cut from it."""
        row = room_of(connection.viewer, public_id)
        if row is not None and permissions.can_read(row):
            return row
        audience = self.live.audiences.heard_by(connection.sid, public_id)
        if audience is not None:
            self.live.cut(connection.sid, audience, "rights")
        raise Forbidden if row else NotFound

    def _heard(self, connection: Connection, public_id: str) -> Audience:
        """A room that the page listens to."""
        return found(self.live.audiences.heard_by(connection.sid, public_id))

    def _away(self, connection: Connection, audiences: list[Audience]) -> None:
        if not audiences or not preferences_of(connection.viewer.id).shows_presence:
            return
        rooms = {audience.room_id: audience for audience in audiences}
        with unit_of_work():
            left = being_here.depart(sid=connection.sid, room_ids=list(rooms))
        for room_id in left:
            self._tell_people(rooms[room_id])

    def _tell_people(self, audience: Audience) -> list[Answer]:
        people = [one._asdict() for one in people_in(audience.room_id)]
        data = {"room": audience.public_id, "people": people}
        self._tell(audience, "people", data, version_of(audience.room_id))
        return people

    def _tell(self, audience: Audience, kind: str, data: Answer, version: int) -> None:
        bus = self.live.sockets.bus
        bus.publish(kind, room_id=audience.room_id, data=data, version=version)


def _is_heard(row: RoomRow) -> bool:
    """Whether the room takes signs of life: a conversation of two only while the other hears."""
    return row.kind != "direct" or row.other_hears
