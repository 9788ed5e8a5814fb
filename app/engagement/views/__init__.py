"""Pages of engagement. Importing this registers every view on the blueprint."""

from __future__ import annotations

from app.engagement.views import (
    board,
    first_posts,
    invitations,
    thanks,
    welcome,
    wishes,
)
from app.engagement.views.blueprint import bp

__all__ = [
    "board",
    "bp",
    "first_posts",
    "invitations",
    "thanks",
    "welcome",
    "wishes",
]
