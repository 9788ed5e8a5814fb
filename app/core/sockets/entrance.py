"""What reaches Socket.IO at all: requests of our own pages, and packets of the three kinds we use.

It stands before Flask, so nothing here asks the database. Who may connect is decided by the
namespace; here whoever connected and then entered no namespace is sent away again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask

log = structlog.get_logger(__name__)

PATH = "/socket.io/"
HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
]
DEFAULT_PORTS = {"http": 80, "https": 443}
# Connect, disconnect, event. Answers we ask for none, and bytes no page of ours sends.
KINDS = ("0", "1", "2")
# Seconds: how long a connection may be in no namespace, and how often refusals are told.
EMPTY_FOR, TELL_EVERY = 10.0, 10.0


def allowed_origins(app: Flask) -> frozenset[str]:
    """Pages that may connect: our own. While developing, under every name of this machine."""
    site = urlsplit(app.config["SITE_URL"])
    is_default = site.port in (None, DEFAULT_PORTS.get(site.scheme))
    port = "" if is_default else f":{site.port}"
    hosts = {site.hostname, *(app.config["TRUSTED_HOSTS"] or [])}
    names = {f"[{host}]" if ":" in host else host for host in hosts if host}
    return frozenset(f"{site.scheme}://{name}{port}" for name in names)


class DiscreetLogger(logging.Logger):
    """The errors of the libraries, without what was sent to them: that comes from outside."""

    def __init__(self) -> None:
        super().__init__("sockets", logging.ERROR)

    def handle(self, record: logging.LogRecord) -> None:
        """One line that says of which kind it is."""
        error = record.exc_info and record.exc_info[0]
        log.warning("socket_library", kind=error.__name__ if error else record.funcName)


class Entrance:
    """Around one server of Flask-SocketIO."""

    def __init__(self, app: Flask, io: Any, origins: frozenset[str]) -> None:
        self._origins = origins
        self._server = io.server
        self._serve = app.wsgi_app
        self._take = io.server.eio.handlers["message"]
        self._told_at = float("-inf")
        self._is_watching = False
        app.wsgi_app = self  # type: ignore[method-assign]
        io.server.eio.on("message", self.take_packet)
        io.server.eio.disconnect = self.drop
        # The library keeps "/" open for everybody unless it is told otherwise.
        io.server.namespaces = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A request. Those of other sites end here."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._serve(environ, start_response)
        if not self.comes_from_us(environ):
            self._tell("origin")
            start_response("403 Forbidden", [("Content-Type", "text/plain"), *HEADERS])
            return [b"Not from a page of this site.\n"]
        self._watch()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *HEADERS], *more)

        return self._serve(environ, start)

    def comes_from_us(self, environ: dict[str, Any]) -> bool:
        """Browsers name the origin of every websocket, and of polling but for plain reading,
        where they say that it is the same."""
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None:
            return origin in self._origins
        is_websocket = "HTTP_UPGRADE" in environ
        return not is_websocket and environ.get("HTTP_SEC_FETCH_SITE") == "same-origin"

    def take_packet(self, engine_sid: str, data: Any) -> None:
        """A packet of a connection. What is none of ours is left lying."""
        if not isinstance(data, str) or not data.startswith(KINDS):
            self._tell("kind")
            return
        try:
            self._take(engine_sid, data)
        except Exception as error:  # noqa: BLE001 - handlers catch their own: this is about what was sent
            self._tell(type(error).__name__)

    def drop(self, engine_sid: str) -> None:
        """End a connection that broke the rules. The library would wait until everything was
        fetched from it: for ever, when it polls and nobody does."""
        socket = self._server.eio.sockets.get(engine_sid)
        if socket is not None:
            _quietly(socket.close, wait=False, abort=True)

    def _tell(self, kind: str) -> None:
        """One line now and then: a flood must not fill the log."""
        if monotonic() - self._told_at >= TELL_EVERY:
            self._told_at = monotonic()
            log.info("socket_refused", kind=kind)

    def _watch(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self._server.start_background_task(self._sweep)

    def _sweep(self) -> None:
        empty: set[str] = set()
        while True:
            self._server.sleep(EMPTY_FOR)
            empty = self.part_with_the_empty(empty)

    def part_with_the_empty(self, before: set[str]) -> set[str]:
        """Close the connections that are in no namespace and were not at the last look either;
        returns those that are in none now. Forget members whose connection is gone."""
        manager, engine = self._server.manager, self._server.eio
        full: set[str] = set()
        for name in self._server.namespace_handlers:
            inside = dict(manager.rooms.get(name, {}).get(None, {}))
            full.update(inside.values())
            for sid, engine_sid in inside.items():
                if engine_sid not in engine.sockets:
                    _quietly(self._server.disconnect, sid, namespace=name)
        empty = {sid for sid in engine.sockets if sid not in full}
        for sid in empty & before:
            _quietly(engine.sockets[sid].close, wait=False)
        return empty - before


def _quietly(call: Callable[..., Any], *args: Any, **values: Any) -> None:
    """One that has just gone must not keep the others."""
    try:
        call(*args, **values)
    except Exception as error:  # noqa: BLE001 - noted below
        log.info("socket_gone", kind=type(error).__name__)
