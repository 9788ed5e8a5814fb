"""Every websocket that is open in this process, to count them and to say goodbye to all."""

from __future__ import annotations

import secrets
from typing import Any
from weakref import WeakSet

from app.core.sockets.driver.direct import DirectSocket
from app.core.sockets.driver.wire import Wire

SERVICE_RESTART = 1012
# The goodbye names a moment up to here, another one for each, so that they do not all come at once.
_LATEST_RETRY_MILLISECONDS = 8_000

wires: set[Wire] = set()
servers: WeakSet[Any] = WeakSet()


def open_count() -> int:
    """Websockets of the own driver."""
    return len(wires)


def close_all(code: int = SERVICE_RESTART) -> None:
    """Send everybody away, to come back after a while: `retry=<milliseconds>` is the reason given.

    Returns at once; two seconds later the last one is gone. A client of Socket.IO takes this for a
    lost connection and connects again by itself.
    """
    for wire in tuple(wires):
        wire.close(code, f"retry={secrets.randbelow(_LATEST_RETRY_MILLISECONDS)}")
    for server in servers:
        for other in tuple(server.sockets.values()):
            if not isinstance(other, DirectSocket):  # by polling, or by the library's own driver
                other.close(wait=False, abort=True)
