"""What members hear of, one module per package that has news."""

from __future__ import annotations

from app.notifications.listeners import accounts, desk, moderation, notes, rooms

__all__ = ["accounts", "desk", "moderation", "notes", "rooms"]
