"""Plugs audit into the app."""

from __future__ import annotations

from flask import Flask

from app.audit import models


def wire(app: Flask) -> None:
    """The log is a table that packages above write to; it has no page of its own below them."""
    app.extensions["audit_log"] = models.AuditEntry
