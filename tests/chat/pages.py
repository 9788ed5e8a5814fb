"""An open page of a room, as the server sees it: connects, sends events, keeps what it gets."""

from __future__ import annotations

import itertools
from typing import Any

from flask import Flask

from app.core.sockets import sockets_of
from tests.support.client import SiteClient

ORIGIN = "http://localhost"
_number = itertools.count(1)


class Page:
    """One open page of a signed-in member."""

    def __init__(self, app: Flask, member: Any, *, browser: SiteClient | None = None) -> None:
        self.browser = browser or app.test_client().sign_in(member)  # type: ignore[attr-defined]
        self.socket = connect(app, self.browser, ticket_of(app, self.browser))

    def ask(self, event: str, **values: Any) -> dict[str, Any]:
        """Send an event; gives the answer."""
        answer = self.socket.emit(event, values, namespace="/chat", callback=True)
        assert isinstance(answer, dict), f"{event} got no answer: {answer!r}"
        return answer

    def join(self, room: Any, after: int = 0) -> dict[str, Any]:
        """Listen to a room."""
        return self.ask("join", room=room.public_id, after=after)

    def say(self, room: Any, body: str, **values: Any) -> dict[str, Any]:
        """Say something."""
        values.setdefault("client_id", f"page-{next(_number):08}")
        return self.ask("send", room=room.public_id, body=body, **values)

    def got(self, event: str | None = None) -> list[dict[str, Any]]:
        """What was sent to this page since it last looked: all, or one kind of event."""
        queue = self.socket.queue
        got = [one["args"][0] for one in queue if event in (None, one["name"])]
        queue[:] = [one for one in queue if event not in (None, one["name"])]
        return got

    def is_connected(self) -> bool:
        """Whether the server still holds the connection."""
        return bool(self.socket.is_connected("/chat"))


def ticket_of(app: Flask, browser: SiteClient) -> str:
    """A ticket fetched by the browser's page."""
    ticket: str = browser.post("/chat/ticket").get_json()["ticket"]
    return ticket


def connect(
    app: Flask, browser: SiteClient, ticket: str | None, headers: dict[str, str] | None = None
) -> Any:
    """A Socket.IO connection of the browser, with a ticket or without."""
    return sockets_of(app).io.test_client(
        app,
        namespace="/chat",
        headers={"Origin": ORIGIN} if headers is None else headers,
        auth=None if ticket is None else {"ticket": ticket},
        flask_test_client=browser,
    )


__all__ = ["ORIGIN", "Page", "connect", "ticket_of"]
