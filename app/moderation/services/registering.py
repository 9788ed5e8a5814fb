"""Which kinds of things can be moderated, and how each is found, hidden and brought back.

Moderation stands below what it moderates, so it knows no message and no post: the package that
owns a kind hands over an adapter. An adapter asks no permission. Whoever calls it has decided that
before, and keeps the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import ColumnElement

from app.core.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing as moderators see it. `words` is what its author wrote, also while it is hidden;
    `place` says in words where it stands, `address` leads there."""

    kind: str
    public_id: str
    author_id: int
    author_public_id: str
    author_name: str
    words: str
    content_note: str
    written_at: datetime
    hidden_at: datetime | None
    hidden_by_id: int | None
    group_id: int | None
    place: str
    address: str
    # Nobody reads it now, and yet no moderator took it away: who took it back can bring it back.
    can_come_back: bool = False
    # Whether it stands in a list in which it could stand lower, such as a topic.
    can_be_listed_lower: bool = False
    # Whether others read it only once a person has: see services/holding.py.
    waits: bool = False


@dataclass(frozen=True)
class GroupName:
    """A group that things stand in, for choosing it at the desk."""

    id: int
    public_id: str
    name: str


ReadBy = Callable[[Viewer, ColumnElement[str]], ColumnElement[bool]]


class WrittenBy(Protocol):
    """A condition on a column of public ids: the member wrote the thing."""

    def __call__(
        self, member_id: int, public_id: ColumnElement[str], *, standing_too: bool
    ) -> ColumnElement[bool]:
        """Unless `standing_too`, only where nobody reads it now."""


class Adapter(Protocol):
    """How one kind of thing is moderated."""

    @property
    def kind(self) -> str:
        """Its name in reports: "message"."""

    @property
    def table(self) -> str:
        """The table that holds it."""

    def find(self, public_id: str) -> Thing | None:
        """The thing as it stands now, whoever may read it; None when it is gone."""

    def seen_by(self, viewer: Viewer, public_id: str) -> Thing | None:
        """The same where this viewer reads it now, else None: for members who report it."""

    def published_since(self, since: datetime) -> Iterator[Thing]:
        """Things that the rules may read, published since then and standing now, for dry runs."""

    def author_of(self, public_id: str) -> int | None:
        """The key of the member whose words these are."""

    def hide(self, public_id: str, *, by_id: int | None, as_: str) -> bool:
        """Nobody reads it any more, and open pages learn so at once. `by_id` is who decided, `as_`
        "hide" or "remove"; or nobody decided and it waits for a person ("held"): then its author
        goes on reading it, and what stood nowhere before stays as it is. Its words are kept, so that
        it can come back. Whether it could be read before. Needs a unit of work.

        Raises:
            NotFound: it is gone.
        """

    def restore(self, public_id: str, *, by_id: int) -> bool:
        """It can be read again. Whether it was hidden. Needs a unit of work.

        Raises:
            NotFound: it is gone.
        """

    def list_lower(self, public_id: str, *, is_lower: bool) -> None:
        """Where the list puts it from now on; nothing happens where there is no such list."""


class Adapters:
    """The adapters of one site, by kind."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Adapter] = {}
        # Every group by name: groups stand above moderation, so their package says.
        self.groups: Callable[[], list[GroupName]] = list
        # Kinds under which context notes stand, each with a condition on the column of public ids:
        # this viewer reads the thing.
        self.noted: dict[str, ReadBy] = {}
        # The same kinds, each with a condition on that column: this member wrote the thing.
        self.written: dict[str, WrittenBy] = {}

    def add(self, adapter: Adapter) -> None:
        """Called once for each kind, when its package is plugged in.

        Raises:
            ValueError: there is one for this kind.
        """
        if adapter.kind in self._by_kind:
            raise ValueError(f"two adapters for {adapter.kind}")
        self._by_kind[adapter.kind] = adapter

    def of(self, kind: str) -> Adapter | None:
        """The one for this kind, if anybody has one."""
        return self._by_kind.get(kind)

    def needed(self, kind: str) -> Adapter:
        """The one for this kind, of which there is a case.

        Raises:
            LookupError: nobody moderates such things any more.
        """
        adapter = self.of(kind)
        if adapter is None:
            raise LookupError(f"nobody moderates a {kind}")
        return adapter

    def all(self) -> list[Adapter]:
        """All of them, by kind."""
        return [self._by_kind[kind] for kind in sorted(self._by_kind)]


def adapters_of(app: Flask | None = None) -> Adapters:
    """Those of a site; of the current one when none is given."""
    adapters: Adapters = (app or current_app).extensions["moderation_adapters"]
    return adapters
