"""Where an author goes after writing: to what they wrote, or first to lines that they can call."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from app.community import queries
from app.core.access import current_viewer
from app.core.detour import keep_way
from app.core.errors import found
from app.moderation.queries.detections import sounded_like_distress


def to_post(public_id: str, address: str) -> Any:
    """To `address`, where the post stands. Whoever sounded as if they were in danger sees a page of
    care before; nobody else does, and nothing else becomes of the post by it (science.md C5). The
    address of that page says nothing."""
    if sounded_like_distress("post", public_id):
        keep_way(address)
        address = url_for("moderation.care")
    return redirect(address, 303)


def to_topic(topic_id: int, public_id: str) -> Any:
    """The same for a topic that was just opened."""
    first = found(queries.first_post_of(current_viewer(), topic_id))
    return to_post(first.public_id, url_for("community.topic", public_id=public_id))
