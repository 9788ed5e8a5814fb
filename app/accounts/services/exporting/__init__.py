"""A copy of everything about one member, for them: asked for, gathered, packed, fetched, gone."""

from __future__ import annotations

from app.accounts.services.exporting.asking import (
    ask,
    export_for_operator,
    fetch,
    make_export,
    make_waiting,
    mine,
)

__all__ = [
    "ask",
    "export_for_operator",
    "fetch",
    "make_export",
    "make_waiting",
    "mine",
]
