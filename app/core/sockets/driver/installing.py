"""Puts the driver into one Socket.IO server, if everything around it is what it was tested with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import structlog
from engineio.socket import Socket

from app.core.sockets.driver import opened, serving

log = structlog.get_logger(__name__)

# The driver uses points of these that are nobody's promise. A newer version is used after
# tests/core/sockets has passed with it.
TESTED = {
    "flask-socketio": "5.7.0",
    "python-socketio": "5.18.1",
    "python-engineio": "4.15.1",
    "wsproto": "1.3.",
    "gevent": "26.",
}
_METHODS = ("send", "close", "receive", "schedule_ping", "check_ping_timeout")
_ATTRIBUTES = (
    "queue",
    "upgraded",
    "upgrading",
    "connected",
    "closing",
    "closed",
    "last_ping",
    "sid",
)


def untested() -> str:
    """The first library in another version than the driver was tested with."""
    for name, wanted in TESTED.items():
        try:
            there = version(name)
        except PackageNotFoundError:
            return f"{name} is missing"
        if there != wanted and not (wanted.endswith(".") and there.startswith(wanted)):
            return f"{name} {there}"
    return ""


def missing(engine: Any) -> str:
    """The first of the points the driver holds on to that is not there."""
    if not isinstance(getattr(engine, "_async", None), dict) or not engine._async.get("websocket"):
        return "Server._async"
    for name in ("sockets", "max_http_buffer_size", "ping_interval", "reason"):
        if not hasattr(engine, name):
            return f"Server.{name}"
    some = Socket(engine, "")
    for name in (*_METHODS, *_ATTRIBUTES):
        if not hasattr(some, name):
            return f"Socket.{name}"
    return ""


def install(socketio: Any) -> bool:
    """Use the driver for the websockets of an initialised `SocketIO`; says whether it is in use.

    Without gevent there is nothing to do. Where something is not as it was tested, the library's
    own driver stays, and one warning says why.
    """
    engine: Any = socketio.server.eio
    opened.servers.add(engine)
    if engine.async_mode != "gevent":
        return False
    reason = untested() or missing(engine)
    if reason:
        log.warning("own_websocket_driver_not_used", reason=reason)
        return False
    # The dictionary belongs to every server of the process: this one gets its own.
    engine._async = {**engine._async, "websocket": serving.driver(engine._async["websocket"])}
    return True
