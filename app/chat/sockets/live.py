"""Delivering to open pages, and cutting them off: what runs in every worker.

The database is the truth, a delivery only a hint that comes fast. Four things keep it honest: each
delivery carries its room's version of access, and a worker that has not checked its listeners
for that version does so first; news of ended rights cut at once; a catch-up every few seconds
delivers what was missed; a sweep every half minute checks everybody anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.chat.queries.entitled import entitled_sessions, heads
from app.chat.services import being_here
from app.chat.services.pacing import NAMESPACE
from app.chat.sockets.audiences import Audience, Audiences
from app.chat.sockets.payloads import Payload, entries_since
from app.core import patience
from app.core.sockets import Connection, Sockets, sockets_of
from app.core.transactions import unit_of_work

log = structlog.get_logger(__name__)
# Seconds.
CATCH_UP_EVERY, SWEEP_EVERY = 4.0, 30.0


class Live:
    """The live side of chat in this process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.sockets: Sockets = sockets_of(app)
        self.audiences = Audiences()
        self.catch_up_every, self.sweep_every = CATCH_UP_EVERY, SWEEP_EVERY
        self._is_running = False
        for kind in ("said", "changed", "room", "typing", "people"):
            self.sockets.bus.on(kind, partial(self._deliver_news, kind))
        self.sockets.bus.on("cut", lambda values: self.cut_rooms(**values))
        self.sockets.bus.on("recheck", lambda values: self.recheck(**values))

    def start(self) -> None:
        """Somebody is here: hear the other workers, and run what runs by the clock."""
        self.sockets.bus.listen()
        if not self._is_running and not self._app.testing:
            self._is_running = True
            start = self.sockets.io.start_background_task
            start(self._by_the_clock, lambda: self.catch_up_every, self.catch_up)
            start(self._by_the_clock, lambda: self.sweep_every, self.sweep)

    def _deliver_news(self, kind: str, values: dict[str, Any]) -> None:
        self.deliver(kind, **values)

    def deliver(
        self,
        event: str,
        *,
        room_id: int,
        data: dict[str, Any],
        version: int,
        sequence: int = 0,
        words: str = "",
    ) -> None:
        """Send to those in this process who may read in the room. What cannot be checked is not
        sent: the catch-up comes back to it. `words` are those that the data carries."""
        audience = self.audiences.get(room_id)
        if audience is None:
            return
        if audience.is_behind(version):
            self.verify(audience)
        self._send(audience, version, Payload(event, data, words))
        if sequence:
            audience.note_delivered(sequence)

    def _send(self, audience: Audience, version: int, payload: Payload) -> None:
        # A change is for those who may read the message that it is about.
        data = payload.data
        number = data.get("of", data.get("sequence", 0))
        plain: list[str] = []
        for sid in audience.allowed(version, number):
            theirs = payload.seen_by(audience.listeners[sid].connection.viewer)
            if theirs is data:
                plain.append(sid)
            else:
                self.sockets.deliver(payload.name, theirs, to=[sid], namespace=NAMESPACE)
        self.sockets.deliver(payload.name, data, to=plain, namespace=NAMESPACE)

    def verify(self, audience: Audience) -> None:
        """Check every listener of a room against the database; cut off who may not read."""
        listeners = dict(audience.listeners)
        known = heads([audience.room_id]).get(audience.room_id)
        sessions = {one.connection.viewer.session_id for one in listeners.values()}
        entitled = entitled_sessions(audience.room_id, sessions) if known else set()
        for sid, one in listeners.items():
            if known and one.connection.viewer.session_id in entitled:
                one.verified = max(one.verified, known[1])
            elif audience.listeners.get(sid) is one:
                self.cut(sid, audience, "rights")

    def cut(self, sid: str, audience: Audience, why: str) -> None:
        """One page hears nothing of one room any more, and is told so."""
        self.audiences.remove(sid, audience)
        told = {"room": audience.public_id, "why": why}
        self.sockets.deliver("cut", told, to=[sid], namespace=NAMESPACE)

    def cut_rooms(self, *, member_id: int, room_ids: list[int], why: str) -> None:
        """A member lost these rooms."""
        for connection in self.sockets.connected.of_member(member_id):
            connection.outdate()
            for room_id in room_ids:
                audience = self.audiences.get(room_id)
                if audience is not None and connection.sid in audience.listeners:
                    self.cut(connection.sid, audience, why)

    def recheck(self, *, member_id: int) -> None:
        """A session of the member ended, or their roles changed: close the pages that stand on
        what is no more."""
        for connection in self.sockets.connected.of_member(member_id):
            connection.outdate()
            self._close_if_over(connection)

    def catch_up(self) -> None:
        """Deliver what another worker said while nobody told us, or told us in vain."""
        with self._looking():
            audiences = {one.room_id: one for one in self.audiences.all()}
            for room_id, (last, version) in heads(list(audiences)).items():
                self._catch_up_in(audiences[room_id], last, version)

    def _catch_up_in(self, audience: Audience, last: int, version: int) -> None:
        if audience.is_behind(version):
            self.verify(audience)
        while audience.head < last and audience.listeners:
            entries, up_to = entries_since(audience, last)
            for payload in entries:
                self._send(audience, version, payload)
            audience.note_caught_up(up_to)

    def sweep(self) -> None:
        """Check every page and every room anew, whatever was heard or missed (W-5). Each with a
        look of its own, and others may run in between."""
        for connection in self.sockets.connected.all():
            with self._looking():
                self._close_if_over(connection)
            self.sockets.io.sleep(0)
        for audience in self.audiences.all():
            with self._looking():
                self.verify(audience)
            self.sockets.io.sleep(0)
        keys = [f"{sid} {one.room_id}" for one in self.audiences.all() for sid in one.listeners]
        with self._looking(), unit_of_work():
            being_here.renew(keys)

    def _close_if_over(self, connection: Connection) -> None:
        known = self.sockets.recognise(connection.word)
        if known is None or not known[0].takes_part:
            self.sockets.send_away(connection.sid, NAMESPACE, "signed_out")
        else:
            connection.renew(*known)

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with self._app.app_context(), patience.of_a_page():
            yield

    def _by_the_clock(self, seconds: Callable[[], float], work: Callable[[], None]) -> None:
        while True:
            self.sockets.io.sleep(seconds())
            if len(self.sockets.connected):
                self._do(work)

    @staticmethod
    def _do(work: Callable[[], None]) -> None:
        """One turn; the next one comes, whatever becomes of it."""
        try:
            work()
        except SQLAlchemyError as error:
            log.warning("live_chat_waits", work=work.__name__, error=type(error).__name__)
        except Exception:
            log.exception("live_chat_failed", work=work.__name__)


def live_of(app: Flask | None = None) -> Live:
    """The live side of a site's chat; of the current one when none is given."""
    live: Live = (app or current_app).extensions["chat_live"]
    return live
