"""Context notes: those under things, one with its page, those that need ratings; and the breaker that
hides all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, func, select

from app.core.database import db
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page
from app.core.viewer import Viewer
from app.moderation.models import (
    ContextNote,
    NoteRating,
    NoteSignature,
    NoteSource,
    NoteSwitch,
    SourceCheck,
)
from app.moderation.queries.source_checks import LOOK, silent_since


class SourceLine(NamedTuple):
    """Where a correction comes from; `grade` as it was when the note was written, "" for none;
    `silent_since` where its page does not answer any more."""

    url: str
    title: str
    publisher: str
    dated: date
    grade: str
    silent_since: datetime | None


class ShownNote(NamedTuple):
    """What readers see of a note under a thing."""

    public_id: str
    correction: str
    why: str
    method: str
    rating_count: int
    shown_from: datetime
    sources: tuple[SourceLine, ...]


class NoteLine(NamedTuple):
    """A note by itself."""

    id: int
    public_id: str
    kind: str
    thing_id: str
    author_id: int | None
    claim: str
    correction: str
    why: str
    flaw: str
    harm: int
    created_at: datetime
    status: str
    method: str
    kept_back: str
    shown_from: datetime | None
    is_locked: bool
    rating_count: int

    def is_shown(self, at: datetime) -> bool:
        """Found helpful, and its delay is over."""
        return self.status == "helpful" and self.shown_from is not None and self.shown_from <= at


class OwnRating(NamedTuple):
    """What the viewer said of a note; `halves` 0 no, 1 somewhat, 2 yes."""

    halves: int
    tags: str


_NOTE = tuple(getattr(ContextNote, name) for name in NoteLine._fields)
_SHOWN = tuple(getattr(ContextNote, name) for name in ShownNote._fields[:-1])
_SOURCE = (*(getattr(NoteSource, name) for name in SourceLine._fields[:-1]), *LOOK)
_STANDS = ContextNote.withdrawn_at.is_(None)
_LAST_SWITCH = select(NoteSwitch.is_off).where(
    NoteSwitch.id == select(func.max(NoteSwitch.id)).scalar_subquery()
)
_IS_OFF = func.coalesce(_LAST_SWITCH.scalar_subquery(), false())


def notes_are_off() -> bool:
    """Whether somebody hid all notes and nobody showed them again."""
    return bool(db.session.scalar(_LAST_SWITCH))


def newest_switch() -> NoteSwitch | None:
    """What holds; None before anybody touched it."""
    return db.session.scalars(select(NoteSwitch).order_by(NoteSwitch.id.desc()).limit(1)).first()


def shown_under(kind: str, thing_ids: Sequence[str], at: datetime) -> dict[str, list[ShownNote]]:
    """The notes that stand under each of these things at `at`, the oldest first: one statement, none
    for an empty list. The caller has looked the things up through the viewer."""
    if not thing_ids:
        return {}
    rows = db.session.execute(
        select(ContextNote.thing_id, *_SHOWN, *_SOURCE)
        .join(NoteSource, NoteSource.note_id == ContextNote.id)
        .outerjoin(SourceCheck, SourceCheck.url == NoteSource.url)
        .where(ContextNote.kind == kind, ContextNote.thing_id.in_(thing_ids))
        .where(_STANDS, ContextNote.status == "helpful", ContextNote.shown_from <= at, ~_IS_OFF)
        .order_by(ContextNote.id, NoteSource.id)
    )
    found: defaultdict[str, list[ShownNote]] = defaultdict(list)
    for (thing_id, *said), some in groupby(rows, key=lambda row: row[: len(_SHOWN) + 1]):
        sources = tuple(_source(row[len(_SHOWN) + 1 :]) for row in some)
        found[thing_id].append(ShownNote._make([*said, sources]))
    return dict(found)


def note_where(public_id: str, read: ColumnElement[bool]) -> NoteLine | None:
    """A note that was not taken back, where `read` holds: whether the viewer reads its thing."""
    row = db.session.execute(
        select(*_NOTE).where(ContextNote.public_id == public_id, _STANDS, read)
    ).first()
    return NoteLine(*row) if row else None


def sources_of(note_id: int) -> list[SourceLine]:
    """In the order in which they were given."""
    rows = select(*_SOURCE).outerjoin(SourceCheck, SourceCheck.url == NoteSource.url)
    which = rows.where(NoteSource.note_id == note_id).order_by(NoteSource.id)
    return [_source(row) for row in db.session.execute(which)]


def _source(row: Sequence[Any]) -> SourceLine:
    said, look = row[: -len(LOOK)], row[-len(LOOK) :]
    return SourceLine._make([*said, silent_since(*look)])


def my_rating(viewer: Viewer, note_id: int) -> OwnRating | None:
    """What the viewer said of it; nobody reads anybody else's."""
    row = db.session.execute(
        select(NoteRating.halves, NoteRating.tags).where(
            NoteRating.note_id == note_id, NoteRating.member_id == viewer.id
        )
    ).first()
    return OwnRating(*row) if row else None


def signatures_of(note_id: int) -> list[tuple[int | None, str]]:
    """Who stands for it, and as what, the first one first."""
    rows = db.session.execute(
        select(NoteSignature.member_id, NoteSignature.role)
        .where(NoteSignature.note_id == note_id)
        .order_by(NoteSignature.id)
    )
    return [(row.member_id, row.role) for row in rows]


def own_note_under(viewer: Viewer, kind: str, thing_id: str) -> str | None:
    """The public id of the note that the viewer wrote under a thing and did not take back."""
    mine = (ContextNote.author_id == viewer.id, ContextNote.kind == kind)
    which = select(ContextNote.public_id).where(*mine, ContextNote.thing_id == thing_id, _STANDS)
    return db.session.scalar(which.limit(1))


def needing_ratings(
    viewer: Viewer, read: ColumnElement[bool], after: str | None
) -> KeyPage[NoteLine]:
    """Notes of others that are still open and that the viewer did not rate, the newest first, where
    `read` holds; none while all are hidden.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    rated = (
        select(NoteRating.id)
        .where(NoteRating.note_id == ContextNote.id, NoteRating.member_id == viewer.id)
        .exists()
    )
    lines = select(*_NOTE).where(
        _STANDS,
        ContextNote.status == "needs_more",
        ContextNote.author_id.is_distinct_from(viewer.id),
        ~rated,
        ~_IS_OFF,
        read,
    )
    if before is not None:
        lines = lines.where(ContextNote.id < before)
    rows = db.session.execute(lines.order_by(ContextNote.id.desc()).limit(PAGE_SIZE + 1))
    return key_page([NoteLine(*row) for row in rows], PAGE_SIZE, lambda row: [row.id])
