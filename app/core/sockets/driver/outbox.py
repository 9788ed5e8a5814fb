"""What waits to be sent to one socket.

Frames gather during one turn of the event loop and leave in one write, which never waits. What the
kernel does not take is kept until the socket can be written to again. A reader who lets more than
`MOST_UNSENT` bytes gather is cut off: its memory is freed, and nobody else waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gevent import get_hub

# A hundred messages of the greatest size; one message more may lie on top.
MOST_UNSENT = 1_000_000
_WRITABLE = 2


class Outbox:
    """Sends in order, or gives up on the whole socket by calling `lost`."""

    __slots__ = ("_frames", "_lost", "_rest", "_size", "_socket", "_then", "_watcher", "gone")

    def __init__(self, socket: Any, lost: Callable[[], None]) -> None:
        self._socket = socket  # the plain one of the operating system: it never waits
        self._lost = lost
        self._frames: list[bytes] = []
        self._size = 0  # bytes in `_frames`, and what is left of `_rest`
        self._rest: memoryview[int] | None = None
        self._watcher: Any = None
        self._then: Callable[[], None] | None = None
        self.gone = False

    def put(self, frame: bytes) -> None:
        """Send soon. Returns at once, also when the socket is gone."""
        if self.gone or self._then:
            return
        if self._size > MOST_UNSENT and not self._has_room():
            return
        if not self._frames and self._watcher is None:
            get_hub().loop.run_callback(self._flush)
        self._frames.append(frame)
        self._size += len(frame)

    def _has_room(self) -> bool:
        """After one more try; without, the reader is cut off."""
        self._flush()
        if self._size > MOST_UNSENT:
            self._lost()
        return not self.gone

    def finish(self, frame: bytes, then: Callable[[], None]) -> None:
        """Send this as the last thing, and call `then` when it left."""
        if not self._then and not self.gone:
            self._size = min(self._size, MOST_UNSENT)  # there is always room for a goodbye
            self.put(frame)
            self._then = then

    def free(self) -> None:
        """Forget everything; nothing is sent any more."""
        self.gone = True
        self._frames.clear()
        self._rest = None
        self._size = 0
        self._then = None
        self._stop_watching()

    def _stop_watching(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None

    def _next(self) -> bytes | memoryview[int]:
        """All that is here, or what is left of the last time."""
        if self._rest is not None:
            return self._rest
        frames = self._frames
        data = frames[0] if len(frames) == 1 else b"".join(frames)
        frames.clear()
        return data

    def _flush(self) -> None:
        """One write."""
        if self.gone or not (data := self._next()):
            return
        try:
            sent = self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self._lost()
            return
        self._size -= sent
        self._keep(data, sent)

    def _keep(self, data: Any, sent: int) -> None:
        """What was not taken waits for the socket; what gathered meanwhile goes after it."""
        self._rest = memoryview(data)[sent:] if sent < len(data) else None
        if self._rest is not None or self._frames:
            if self._watcher is None:
                self._watcher = get_hub().loop.io(self._socket.fileno(), _WRITABLE)
                self._watcher.start(self._flush)
            return
        self._stop_watching()
        if self._then:
            then, self._then = self._then, None
            self.gone = True
            then()
