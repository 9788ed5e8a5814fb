"""Sites with one promise broken on purpose: a check counts only if it goes red on them.

And one whose promise holds, but whose answers come late, to be killed between the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gevent
from sqlalchemy import Engine, event

from app import create_app

REDIRECT = [("Location", "/"), ("Content-Type", "text/html")]


def acknowledges_first() -> Any:
    """Says that a form is kept, and keeps it half a second later."""
    app = create_app()

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["REQUEST_METHOD"] != "POST":
            return app(environ, start_response)
        import io

        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        later = {**environ, "wsgi.input": io.BytesIO(body)}
        gevent.spawn_later(0.5, lambda: list(app(later, lambda *_: None)))
        start_response("303 See Other", REDIRECT)
        return [b""]

    return serve


def hardly_syncs() -> Any:
    """SQLite with synchronous=NORMAL: a commit stays in the memory of the kernel."""

    @event.listens_for(Engine, "connect")
    def _weaken(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")

    return create_app()


def answers_late() -> Any:
    """Everything is done and kept; the answer to a form waits for two seconds more."""
    app = create_app()

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = app(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            gevent.sleep(2)
        return answer

    return serve
