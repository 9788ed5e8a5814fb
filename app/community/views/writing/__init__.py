"""Writing: new topics, replies, changes, and taking words back."""

from __future__ import annotations

from app.community.views.writing import changing, reacting, replying, starting, undoing

__all__ = ["changing", "reacting", "replying", "starting", "undoing"]
