"""One live connection of a Python page, from its ticket to its end. It never comes back by itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from tests.chat_history.harness.browser import ChatBrowser

# Seconds until an answer counts as lost, and the connection with it.
ANSWER_WITHIN = 4
NAMESPACE = "/chat"
Heard = Callable[[object, str, dict[str, Any]], None]


class Lost(Exception):
    """The connection is gone, or nobody can tell."""


class Line:
    """Opened by making it; raises Lost when that did not work."""

    def __init__(self, browser: ChatBrowser, origin: str, heard: Heard) -> None:
        self._client = socketio.Client(
            reconnection=False, handle_sigint=False, request_timeout=ANSWER_WITHIN, ssl_verify=False,
            websocket_extra_options={"origin": origin},
        )  # fmt: skip
        self._client.on("*", lambda name, data: heard(self, name, data), namespace=NAMESPACE)
        try:
            self._client.connect(
                browser.url, headers={"Cookie": browser.cookie},
                auth={"ticket": browser.ticket()}, transports=["websocket"],
                namespaces=[NAMESPACE], wait_timeout=ANSWER_WITHIN,
            )  # fmt: skip
        except (OSError, SocketIOError) as error:
            self.tear()
            raise Lost from error

    @property
    def is_up(self) -> bool:
        return NAMESPACE in self._client.namespaces

    def ask(self, event: str, **values: Any) -> dict[str, Any]:
        """Send an event; gives the answer, or raises Lost when none came."""
        try:
            answer = self._client.call(event, values, NAMESPACE, timeout=ANSWER_WITHIN)
        except (SocketIOError, OSError) as error:
            raise Lost from error
        assert isinstance(answer, dict), f"{event} was answered {answer!r}"
        return answer

    def send(self, event: str, values: Any, answered: Callable[[dict[str, Any]], None]) -> None:
        """Send an event and go on; `answered` is called in another thread."""
        self._client.emit(event, values, NAMESPACE, callback=answered)

    def tear(self) -> None:
        """End it as a closed tab does, waiting for nobody."""
        socket = self._client.eio.ws
        if socket is not None:
            with suppress(OSError, AttributeError):
                socket.shutdown()
