"""A namespace whose every event is guarded in the same way.

An event declares its schema with `@event`. Before it runs: the connection is known, its session
still lives and its member is still who they were (read anew after two seconds), the payload is
what the schema says, and it does not come too often. Whatever happens, the page gets an
answer: `{"ok": true, …}` or `{"ok": false, "error": …}`; nothing reaches Socket.IO as an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import structlog
from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace
from marshmallow import Schema, ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from app.core import trace
from app.core.errors import Invalid, Refusal
from app.core.rate_limits import pause
from app.core.security.cookies import SESSION, cookie
from app.core.sockets import tickets
from app.core.sockets.connected import Connection
from app.core.sockets.serving import Sockets
from app.core.transactions import fresh_look
from app.core.viewer import Viewer

log = structlog.get_logger(__name__)
F = TypeVar("F", bound=Callable[..., Any])
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """What an event asks for: its schema, and how many may come in how many seconds."""

    schema: Schema
    times: int
    seconds: int


def event(schema: type[Schema], *, times: int = 20, seconds: int = 10) -> Callable[[F], F]:
    """Declare a method `on_<name>` as the handler of an event. It is called with the connection
    and the loaded payload as keywords, and returns what the answer carries."""

    def declare(handler: F) -> F:
        handler.rules = Rules(schema(), times, seconds)  # type: ignore[attr-defined]
        return handler

    return declare


def pace_key(namespace: str, name: str, member_id: int) -> str:
    """What the events of one kind are counted under: for all pages of a member, and for a form
    that does the same."""
    return f"{namespace} {name} {member_id}"


class GuardedNamespace(Namespace):
    """Subclasses add events, `started` for the first page, and `on_gone` for what a page leaves
    behind."""

    def __init__(self, name: str, sockets: Sockets) -> None:
        super().__init__(name)
        self.sockets = sockets

    def trigger_event(self, name: object, *args: Any) -> Any:
        """Every event comes by here, whatever a page calls it."""
        if not self.socketio.server.manager.is_connected(args[0], self.namespace):
            # Socket.IO says that a page comes or goes. A page that is connected may use the same
            # words: then they are events like any other.
            ours = {"connect": self._connect, "disconnect": self._disconnect}
            return self.socketio._handle_event(ours[str(name)], name, self.namespace, *args)
        guarded = partial(self._guarded, name)
        return self.socketio._handle_event(guarded, "event", self.namespace, *args)

    def on_gone(self, connection: Connection) -> None:
        """A page closed, or was closed."""

    def events(self) -> dict[str, Rules]:
        """Every event with its rules; `on_…` methods without any are refused."""
        named = {name[3:]: getattr(self, name) for name in dir(self) if name.startswith("on_")}
        named.pop("gone")
        return {name: handler.rules for name, handler in named.items()}

    def _connect(self, auth: Any = None) -> None:
        """Let a page in.

        Raises:
            Refused: `refused` to whoever may not, `busy` when that cannot be found out just now.
        """
        with trace.running(f"{self.namespace} connect"):
            try:
                viewer = self._newcomer(auth)
            except Exception as error:  # noqa: BLE001 - noted below
                _note_failure("connect", error)
                raise Refused("busy") from None
            if viewer is None:
                raise Refused("refused")
            connection = Connection(request.sid, cookie(SESSION), viewer)  # type: ignore[attr-defined]
            for sid in self.sockets.connected.add(connection):
                self.sockets.send_away(sid, self.namespace, "too_many")
            self.started()

    def started(self) -> None:
        """A page connected: what runs by the clock may start."""

    def _newcomer(self, auth: Any) -> Viewer | None:
        """Who connects; None for strangers and without a ticket."""
        known = self.sockets.recognise(cookie(SESSION))
        if known is None or not known[0].takes_part:
            return None
        ticket = auth.get("ticket") if isinstance(auth, dict) else None
        fresh_look()  # gives the database's connection back: Redis may take its time
        return known[0] if tickets.takes(ticket, known[0]) else None

    def _disconnect(self, *_reason: Any) -> None:
        connection = self.sockets.connected.remove(request.sid)  # type: ignore[attr-defined]
        if connection is None:
            return
        with trace.running(f"{self.namespace} disconnect"):
            try:
                self.on_gone(connection)
            except Exception as error:  # noqa: BLE001 - Socket.IO would keep half of the page
                _note_failure("disconnect", error)

    def _guarded(self, name: object, *payload: Any) -> Answer:
        handler = getattr(self, f"on_{name}", None) if isinstance(name, str) else None
        rules: Rules | None = getattr(handler, "rules", None)
        if handler is None or rules is None:
            return {"ok": False, "error": "unknown"}
        with trace.running(f"{self.namespace} {name}"):
            try:
                return self._answered(handler, rules, str(name), payload)
            except Invalid as refusal:
                fields = {refusal.field: refusal.message}
                return {"ok": False, "error": "invalid", "fields": fields}
            except Refusal as refusal:
                return {"ok": False, "error": type(refusal).__name__.lower()}
            except Exception as error:  # noqa: BLE001 - noted below
                return _note_failure(str(name), error)

    def _answered(
        self,
        handler: Callable[..., Any],
        rules: Rules,
        name: str,
        payload: tuple[Any, ...],
    ) -> Answer:
        sid: str = request.sid  # type: ignore[attr-defined]
        connection = self.sockets.connected.get(sid)
        if connection is None:
            return self._signed_out(sid)
        # Before the database is asked: Redis may take its time, and a connection is not held for it.
        key = pace_key(self.namespace, name, connection.viewer.id)
        wait = pause(key, times=rules.times, seconds=rules.seconds)
        if wait:
            return {"ok": False, "error": "slow_down", "wait": wait}
        if not self._is_still(connection):
            return self._signed_out(sid)
        try:
            values = rules.schema.load(payload[0] if len(payload) == 1 else None)  # type: ignore[arg-type]
        except ValidationError as error:
            return {"ok": False, "error": "invalid", "fields": error.normalized_messages()}
        strange = [key for key, value in values.items() if not _can_be_kept(value)]
        if strange:
            return {"ok": False, "error": "invalid", "fields": dict.fromkeys(strange, "characters")}
        return {"ok": True, **(handler(connection, **values) or {})}

    def _signed_out(self, sid: str) -> Answer:
        self.sockets.send_away(sid, self.namespace, "signed_out")
        return {"ok": False, "error": "signed_out"}

    def _is_still(self, connection: Connection) -> bool:
        """Whether the session lives; the viewer is read again after two seconds."""
        if connection.is_fresh():
            return True
        known = self.sockets.recognise(connection.word)
        if known is None or not known[0].takes_part:
            return False
        connection.renew(*known)
        return True


def _can_be_kept(value: object) -> bool:
    """JSON can hold characters that are none, and PostgreSQL keeps no zero."""
    if not isinstance(value, str):
        return True
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _note_failure(name: str, error: Exception) -> Answer:
    """For the log, and the answer to the page: its words are still there, it may try again."""
    if isinstance(error, OperationalError | InterfaceError | WaitedTooLong):
        log.warning("socket_event_waits", name=name, error=type(error).__name__)
        return {"ok": False, "error": "busy", "wait": 3}
    log.error("socket_event_failed", name=name, exc_info=error)
    return {"ok": False, "error": "failed"}
