"""One open websocket, as Engine.IO wants it: `send`, `wait`, `close`."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable
from typing import Any

from gevent import get_hub
from gevent.socket import SHUT_RDWR, SHUT_WR, SO_LINGER, SOL_SOCKET

from app.core.sockets.driver import frames
from app.core.sockets.driver.inbox import Ended, Inbox
from app.core.sockets.driver.outbox import Outbox

# A chunk is worked on without a pause; a flood of tiny frames must not keep others waiting.
_CHUNK = 4096
# How long the other side may take to say goodbye.
_GOODBYE_SECONDS = 2.0
_READABLE = 1
_NOT_AT_ALL = struct.pack("ii", 1, 0)


def _drop(watcher: Any) -> None:
    """Of the event loop: it calls nobody any more and holds nothing."""
    if watcher is not None:
        watcher.stop()
        watcher.close()


class Wire:
    """Reads in the greenlet that calls `wait`; writes from anywhere, never waiting."""

    __slots__ = ("_alarm", "_deadline", "_inbox", "_outbox", "_readable", "_socket", "closing")

    def __init__(self, socket: Any, most: int) -> None:
        self._socket = socket
        self._inbox = Inbox(most)
        self._outbox = Outbox(socket, self.abort)
        self._readable = get_hub().loop.io(socket.fileno(), _READABLE)
        self._deadline: Any = None
        self._alarm: Any = None
        self.closing = False

    def put(self, frame: bytes) -> None:
        """Send a ready frame."""
        self._outbox.put(frame)

    def send(self, words: str | bytes) -> None:
        """Send one message.

        Raises:
            OSError: nothing can be sent any more.
        """
        if self._outbox.gone:
            raise OSError("closed")
        self._outbox.put(frames.message(words))

    def wait(self) -> str | bytes | None:
        """The next message, or None at the end. What comes after our goodbye is not listened to."""
        while not self.closing:
            try:
                words, answer = self._inbox.next()
            except Ended as ended:
                self.close(ended.code)
                return None
            if words is not None:
                return words
            if answer:
                self._outbox.put(answer)
            elif not (data := self._receive()):
                self.abort()
                return None
            else:
                self._inbox.take(data)
        return None

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye after what is already on its way; returns at once. `finish` does the rest."""
        if self.closing:
            return
        self.closing = True
        self._deadline = get_hub().loop.timer(_GOODBYE_SECONDS)
        self._deadline.start(self.abort)
        self._outbox.finish(frames.closing(code, reason), self._stop_writing)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call once, unless the socket is gone by then. `call` must not wait for anything."""
        self.not_later()
        if not self.closing:
            self._alarm = get_hub().loop.timer(seconds)
            self._alarm.start(call)

    def not_later(self) -> None:
        """Forget what `later` was asked for."""
        _drop(self._alarm)
        self._alarm = None

    def abort(self) -> None:
        """No goodbye: whatever waits is dropped, here and in the kernel."""
        self.closing = True
        self._outbox.free()
        with contextlib.suppress(OSError):
            self._socket.setsockopt(SOL_SOCKET, SO_LINGER, _NOT_AT_ALL)
            self._socket.shutdown(SHUT_RDWR)

    def finish(self) -> None:
        """Hear the other side out, so that our last words are not lost, then let go of everything.

        Closing a socket with unread bytes would reset it, and the code with it."""
        self.close()
        while self._receive():
            pass
        self._outbox.free()
        self.not_later()
        _drop(self._deadline)
        _drop(self._readable)

    def _receive(self) -> bytes:
        """The next bytes; none at the end. Always lets others run first."""
        while True:
            try:
                get_hub().wait(self._readable)
                received: bytes = self._socket.recv(_CHUNK)
                return received
            except (BlockingIOError, InterruptedError):
                continue
            except OSError:
                return b""

    def _stop_writing(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(SHUT_WR)
