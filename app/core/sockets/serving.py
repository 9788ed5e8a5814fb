"""The Socket.IO server of one site: stock Flask-SocketIO, our driver, our rules of entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from flask_socketio import SocketIO

from app.core.sockets import driver
from app.core.sockets.bus import Bus
from app.core.sockets.connected import Connected
from app.core.sockets.entrance import DiscreetLogger, Entrance, allowed_origins
from app.core.viewer import Viewer

# The largest event that a page may send (safety.md W-7).
LARGEST_EVENT = 10_000
# Seconds between two signs of life, and how long one may be late.
PING_INTERVAL, PING_TIMEOUT = 25, 20

# From the word of a cookie to who is signed in with it, and whether the use is to be noted.
Recognise = Callable[[str], tuple[Viewer, bool] | None]


class Sockets:
    """What packages see of it: `serve` their namespace, `deliver` to pages, `bus` to the
    other workers."""

    def __init__(self, app: Flask) -> None:
        origins, logger = allowed_origins(app), DiscreetLogger()
        self.io = SocketIO(
            app,
            # Never by what happens to be installed: detection tries eventlet first.
            async_mode="gevent",
            # Messages of one page stay in their order (W-9).
            async_handlers=False,
            manage_session=False,
            max_http_buffer_size=LARGEST_EVENT,
            # A function: an empty list would let everybody in.
            cors_allowed_origins=lambda origin: origin in origins,
            ping_interval=PING_INTERVAL,
            ping_timeout=PING_TIMEOUT,
            # No cookie of its own, and no compression: see decisions/0006.
            cookie=None,
            http_compression=False,
            logger=logger,
            engineio_logger=logger,
        )
        self.connected = Connected()
        self.bus = Bus(app)
        self.recognise: Recognise = lambda _word: None
        driver.install(self.io)
        Entrance(app, self.io, origins)

    def serve(self, namespace: Any) -> None:
        """Register a namespace; every other one stays closed (W-10)."""
        self.io.on_namespace(namespace)

    def deliver(self, event: str, data: dict[str, Any], *, to: list[str], namespace: str) -> None:
        """Send to these pages of this process, and to nobody else: no room of Socket.IO is used,
        so that there is one list of who gets something, and it is the one that was checked."""
        if to:
            self.io.emit(event, data, to=to, namespace=namespace)

    def send_away(self, sid: str, namespace: str, why: str) -> None:
        """Tell one page of this process why (`signed_out`, `too_many`), and disconnect it."""
        self.deliver(why, {}, to=[sid], namespace=namespace)
        self.io.server.disconnect(sid, namespace=namespace)

    def stop(self) -> None:
        """The process ends: pages are told to come back in a while, to another one."""
        self.bus.stop()
        driver.close_all()


def sockets_of(app: Flask | None = None) -> Sockets:
    """The server of a site; of the current one when none is given."""
    sockets: Sockets = (app or current_app).extensions["sockets"]
    return sockets
