"""How a text changed, word by word, for the history page of a post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from app.core.differences import Piece, pieces


class Change(NamedTuple):
    """One edit: when, and what it did to title (empty when it stayed) and body."""

    at: datetime
    title: list[Piece]
    body: list[Piece]


class Text(Protocol):
    """A state of a post."""

    @property
    def title(self) -> str | None:
        """The topic's title, with a first post."""

    @property
    def body(self) -> str:
        """The words as they were typed."""


class Earlier(Text, Protocol):
    """A state that held until a moment."""

    @property
    def until(self) -> datetime:
        """When the next state replaced it."""


def changes(earlier: Sequence[Earlier], current: Text) -> list[Change]:
    """The edits that led to the current text, the newest first. `earlier`: oldest first."""
    states: list[Text] = [*earlier, current]
    made = [
        Change(old.until, _title_pieces(old.title, new.title), pieces(old.body, new.body))
        for old, new in zip(earlier, states[1:], strict=True)
    ]
    return made[::-1]


def _title_pieces(old: str | None, new: str | None) -> list[Piece]:
    if old is None or old == new:
        return []
    return pieces(old, new or "")
