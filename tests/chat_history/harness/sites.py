"""The site, changed in one place for a test: `gunicorn tests.chat_history.harness.sites:impatient()`."""

from __future__ import annotations

from typing import Any

from app import create_app
from app.core.sockets import serving


def impatient() -> Any:
    """Signs of life every two seconds instead of every 25: silence is noticed within a test."""
    serving.PING_INTERVAL, serving.PING_TIMEOUT = 2, 2
    return create_app()


def unlimited() -> Any:
    """Nobody is asked to slow down, and a page whose sign of life waits behind 500 messages is not
    taken for gone, however slow the machine is."""
    serving.PING_TIMEOUT = 300
    app = create_app()
    app.config["RATELIMIT_ENABLED"] = False
    return app
