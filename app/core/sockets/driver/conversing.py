"""What Engine.IO does with an open websocket, from its first frame to its last."""

from __future__ import annotations

from typing import Any

import structlog
from engineio.exceptions import EngineIOError
from engineio.packet import NOOP, Packet

from app.core.sockets.driver import frames
from app.core.sockets.driver.direct import DirectSocket
from app.core.sockets.driver.wire import Wire

log = structlog.get_logger(__name__)

_POLICY_VIOLATION = 1008
# What the library raises for a packet that is none: empty, of no known type, nested too deep.
_NO_PACKET = (ValueError, LookupError, RecursionError, EngineIOError)
# Engine.IO's packets of an upgrade: ping and pong with the word "probe", then "upgrade".
_PROBE, _PROBED, _UPGRADE = "2probe", "3probe", "5"


def converse(engine: Any, wire: Wire) -> None:
    """Until one of both sides ends it. A polling session survives an upgrade that fails."""
    if engine.connected and not _upgraded(engine, wire):
        return
    engine.connected = True
    _hand_over(engine, wire)
    try:
        while (words := wire.wait()) is not None:
            engine.receive(Packet(encoded_packet=words))
    except _NO_PACKET as error:
        # What was sent stays out of the log.
        log.info("websocket_packet_refused", kind=type(error).__name__)
        wire.close(_POLICY_VIOLATION)
    finally:
        engine.close(wait=False, abort=True, reason=engine.server.reason.TRANSPORT_CLOSE)
        engine.server.sockets.pop(engine.sid, None)


def _upgraded(engine: Any, wire: Wire) -> bool:
    """The handshake of Engine.IO from polling to websocket. Until it is done, what is sent waits in
    the queue; it may take as long as an answer to a ping."""
    engine.upgrading = True
    wire.later(engine.server.ping_timeout, wire.abort)
    try:
        if wire.wait() != _PROBE:
            return False
        wire.send(_PROBED)
        engine.queue.put(Packet(NOOP))  # ends the poll that waits
        return wire.wait() == _UPGRADE and not engine.closed
    except OSError:
        return False
    finally:
        engine.upgrading = False
        wire.not_later()


def _hand_over(engine: Any, wire: Wire) -> None:
    """From the queue to the wire. Nothing can be sent between the lines, so order is kept."""
    while not engine.queue.empty():
        wire.put(frames.of_packet(engine.queue.get()))
        engine.queue.task_done()
    unanswered = engine.last_ping
    engine.wire, engine.__class__ = wire, DirectSocket
    engine.last_ping = unanswered
    engine.upgraded = True
