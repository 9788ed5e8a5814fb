"""What one socket sends us, as whole messages. wsproto reads the frames (RFC 6455): masks,
fragments, UTF-8, control frames between fragments, codes of closing."""

from __future__ import annotations

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, TextMessage
from wsproto.frame_protocol import CloseReason

from app.core.sockets.driver import frames


class Ended(Exception):
    """The conversation is over; `code` is what the other side is told."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Inbox:
    """Bytes in, messages out, one at a time: what is behind a message waits for its turn."""

    __slots__ = ("_most", "_parts", "_protocol", "_size")

    def __init__(self, most: int) -> None:
        self._most = most  # bytes of one message
        self._protocol = Connection(ConnectionType.SERVER)
        self._parts: list[str] | list[bytes] = []
        self._size = 0

    def take(self, data: bytes) -> None:
        """Bytes as they came from the network."""
        self._protocol.receive_data(data)

    def next(self) -> tuple[str | bytes | None, bytes]:
        """The next message, or none yet; and a frame to answer with, or none.

        Raises:
            Ended: the other side closes, or broke the rules, or sent too much.
        """
        for event in self._protocol.events():
            if isinstance(event, Ping):
                return None, frames.frame(frames.PONG, bytes(event.payload))
            if isinstance(event, TextMessage | BytesMessage) and self._gather(event):
                return self._whole(event), b""
            if isinstance(event, CloseConnection):
                raise Ended(_reply_to(event))
        return None, b""

    def _gather(self, event: TextMessage | BytesMessage) -> bool:
        """Whether the message is complete. Counts bytes, and stops long before a frame that
        announces a gigabyte has come."""
        part = event.data
        if part:
            self._size += len(part.encode()) if isinstance(part, str) else len(part)
            if self._size > self._most:
                raise Ended(CloseReason.MESSAGE_TOO_BIG)
            self._parts.append(part)  # type: ignore[arg-type]
        return event.message_finished

    def _whole(self, event: Event) -> str | bytes:
        parts, self._parts, self._size = self._parts, [], 0
        nothing = "" if isinstance(event, TextMessage) else b""
        return nothing.join(parts)  # type: ignore[arg-type]


def _reply_to(event: CloseConnection) -> int:
    """The code goes back as it came; without one, a plain goodbye."""
    code = int(event.code)
    return CloseReason.NORMAL_CLOSURE if code == CloseReason.NO_STATUS_RCVD else code
