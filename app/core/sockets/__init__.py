"""Live connections: Socket.IO behind one door. A package brings a namespace of its own events;
who may connect, what an event may weigh and how often it may come is decided here."""

from __future__ import annotations

from flask import Flask

from app.core.sockets.bus import Bus
from app.core.sockets.connected import Connected, Connection
from app.core.sockets.namespace import GuardedNamespace, event, pace_key
from app.core.sockets.serving import Sockets, sockets_of
from app.core.sockets.tickets import new_ticket

__all__ = [
    "Bus",
    "Connected",
    "Connection",
    "GuardedNamespace",
    "Sockets",
    "event",
    "new_ticket",
    "pace_key",
    "sockets_of",
    "wire",
]


def wire(app: Flask) -> None:
    """Put the Socket.IO server before the pages."""
    app.extensions["sockets"] = Sockets(app)
