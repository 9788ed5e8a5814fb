"""An Engine.IO socket whose packets go straight to its websocket."""

from __future__ import annotations

import time
from typing import Any

from engineio.exceptions import SocketIsClosedError
from engineio.packet import PING, Packet
from engineio.socket import Socket

from app.core.sockets.driver import frames
from app.core.sockets.driver.wire import Wire


class DirectSocket(Socket):
    """Needs no queue, and neither of the library's two greenlets beside the one that reads.

    A socket becomes one when its websocket is open and its queue is empty; see `conversing`.
    """

    wire: Wire
    _asked_at: float | None = None

    @property
    def last_ping(self) -> float | None:
        """When the ping was sent that has no answer yet, on the clock that does not jump. The
        library writes the wall clock's time here; only that it wrote is kept."""
        return self._asked_at

    @last_ping.setter
    def last_ping(self, at: float | None) -> None:
        self._asked_at = time.monotonic() if at else None

    def check_ping_timeout(self) -> bool:
        """Whether the other side still answers; closes the session of one that does not.

        Raises:
            SocketIsClosedError: as the library does.
        """
        if self.closed:
            raise SocketIsClosedError
        if self._asked_at is None:
            return True
        if time.monotonic() - self._asked_at <= self.server.ping_timeout:
            return True
        self.close(wait=False, abort=False, reason=self.server.reason.PING_TIMEOUT)
        return False

    def send(self, pkt: Any) -> None:
        """Send one packet; called once for each receiver of a broadcast, and never waits.

        Raises:
            SocketIsClosedError: as the library does.
        """
        if self.check_ping_timeout():
            self.wire.put(frames.of_packet(pkt))

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """End the session and say goodbye; nothing is left to wait for."""
        super().close(wait=False, abort=abort, reason=reason)
        self.wire.close()

    def schedule_ping(self) -> None:
        """A timer instead of a greenlet that sleeps."""
        if self.last_ping:
            self.last_ping = None
            self.wire.later(self.server.ping_interval, self._ping)

    def _ping(self) -> None:
        if not self.closing and not self.closed:
            self.last_ping = time.monotonic()
            self.send(Packet(PING))
