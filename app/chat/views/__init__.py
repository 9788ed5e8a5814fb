"""Pages of rooms. Importing this registers every view on the blueprint."""

from __future__ import annotations

from app.chat.views import (
    avoiding,
    direct,
    directory,
    gatherings,
    held,
    history,
    hosting,
    limits,
    membership,
    messages,
    news,
    opening,
    preferences,
    publishing,
    recaps,
    room,
    settings,
    ticket,
)
from app.chat.views.blueprint import bp

__all__ = [
    "avoiding",
    "bp",
    "direct",
    "directory",
    "gatherings",
    "held",
    "history",
    "hosting",
    "limits",
    "membership",
    "messages",
    "news",
    "opening",
    "preferences",
    "publishing",
    "recaps",
    "room",
    "settings",
    "ticket",
]
