"""Live chat: the events of open pages, what they are sent, and when they are cut off."""

from __future__ import annotations

from flask import Flask

from app.chat.services.pacing import NAMESPACE
from app.chat.sockets import delivering
from app.chat.sockets.live import Live, live_of
from app.chat.sockets.namespace import ChatNamespace

__all__ = ["Live", "delivering", "live_of", "wire"]


def wire(app: Flask) -> None:
    """Open the namespace."""
    live = app.extensions["chat_live"] = Live(app)
    live.sockets.serve(ChatNamespace(NAMESPACE, live))
