"""From a WSGI request to an open websocket."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from gevent.socket import socket as gevent_socket

from app.core.sockets.driver import opened
from app.core.sockets.driver.conversing import converse
from app.core.sockets.driver.handshake import BadHandshake, answer
from app.core.sockets.driver.wire import Wire

Handler = Callable[[Any], Any]


def driver(library: Any) -> Callable[[Handler, Any], Any]:
    """What Engine.IO calls for each new websocket, given the driver that came with it."""

    def start(handler: Handler, server: Any) -> Any:
        return partial(_serve, handler, partial(library, handler, server))

    return start


def _plain_socket(environ: dict[str, Any]) -> Any:
    """The operating system's socket under gunicorn with gevent, or None: TLS and other servers
    are left to the library's driver."""
    given = environ.get("gunicorn.socket")
    return getattr(given, "_sock", None) if type(given) is gevent_socket else None


def _serve(
    handler: Handler, library: Callable[[], Any], environ: dict[str, Any], start_response: Any
) -> Iterable[bytes]:
    """Answers the handshake, then stays as long as the websocket does.

    Raises:
        StopIteration: it has ended; gunicorn then leaves the connection alone.
    """
    socket = _plain_socket(environ)
    if socket is None:
        there: Iterable[bytes] = library()(environ, start_response)
        return there
    engine: Any = handler.__self__  # type: ignore[attr-defined]
    try:
        if engine.upgrading:
            raise BadHandshake("400 Bad Request")
        environ["gunicorn.socket"].sendall(answer(environ))
    except BadHandshake as bad:
        if not engine.connected:  # nobody will ever ask for it again
            engine.close(wait=False, abort=True, reason=engine.server.reason.TRANSPORT_ERROR)
        start_response(bad.status, bad.headers)
        return (b"",)  # a list would be taken for packets
    wire = Wire(socket, engine.server.max_http_buffer_size)
    opened.wires.add(wire)
    try:
        converse(engine, wire)
    finally:
        wire.finish()
        opened.wires.discard(wire)
    raise StopIteration
