"""What is known of the addresses that sources name: which are due for a look, which stopped
answering."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.core.database import db
from app.moderation.models import ContextNote, NoteSource, SourceCheck

# What a server says of a page that is gone.
GONE = (404, 410)
# Two looks that found it gone are at least so far apart.
GONE_FOR = timedelta(days=1)
# Three looks without an answer: a look a week, and those further apart are not in a row.
SILENT_FOR = timedelta(days=14)
# More than a desk reads at once; the rest comes when these are mended.
MOST_SHOWN = 200
# The columns that `silent_since` takes.
LOOK = (SourceCheck.checked_at, SourceCheck.status, SourceCheck.failing_since)
_STANDS = ContextNote.withdrawn_at.is_(None)


def silent_since(
    checked_at: datetime | None, status: int | None, failing_since: datetime | None
) -> datetime | None:
    """Since when it is known that an address fails: gone at two looks a day apart, or silent at
    three. One bad look says nothing yet."""
    if checked_at is None or failing_since is None:
        return None
    enough = SILENT_FOR if status is None else GONE_FOR
    return failing_since if checked_at - failing_since >= enough else None


def looks_of(urls: Collection[str]) -> dict[str, SourceCheck]:
    """The last look at each of these addresses that had one."""
    rows = db.session.scalars(select(SourceCheck).where(SourceCheck.url.in_(urls)))
    return {row.url: row for row in rows}


def silent_among(urls: Collection[str]) -> dict[str, datetime]:
    """Those that are known to fail, with the day since when."""
    which = SourceCheck.url.in_(urls) & SourceCheck.failing_since.is_not(None)
    rows = db.session.execute(select(SourceCheck.url, *LOOK).where(which))
    found = {url: silent_since(*look) for url, *look in rows}
    return {url: since for url, since in found.items() if since is not None}


def silent_addresses() -> list[tuple[str, datetime]]:
    """Those that are known to fail, the longest first."""
    rows = db.session.execute(
        select(SourceCheck.url, *LOOK)
        .where(SourceCheck.failing_since.is_not(None))
        .order_by(SourceCheck.failing_since, SourceCheck.url)
        .limit(MOST_SHOWN)
    )
    found = [(url, silent_since(*look)) for url, *look in rows]
    return [(url, since) for url, since in found if since is not None]


def due_in_notes(before: datetime, most: int) -> list[tuple[str, datetime | None]]:
    """Addresses in notes that stand, which nobody looked at since `before`, with their last look:
    those without one first, then the oldest."""
    rows = db.session.execute(
        select(NoteSource.url, SourceCheck.checked_at)
        .join(ContextNote, ContextNote.id == NoteSource.note_id)
        .outerjoin(SourceCheck, SourceCheck.url == NoteSource.url)
        .where(_STANDS, SourceCheck.id.is_(None) | (SourceCheck.checked_at <= before))
        .group_by(NoteSource.url, SourceCheck.checked_at)
        .order_by(SourceCheck.checked_at.is_not(None), SourceCheck.checked_at, NoteSource.url)
        .limit(most)
    )
    return [(row.url, row.checked_at) for row in rows]


def notes_naming(urls: Collection[str], read: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Address and public id of each note that stands and names one of these, the oldest first,
    where `read` holds: whether the viewer reads its thing."""
    rows = db.session.execute(
        select(NoteSource.url, ContextNote.public_id)
        .join(ContextNote, ContextNote.id == NoteSource.note_id)
        .where(NoteSource.url.in_(urls), _STANDS, read)
        .order_by(ContextNote.id, NoteSource.id)
    )
    return [(row.url, row.public_id) for row in rows]


def how_many_name(urls: Collection[str]) -> dict[str, int]:
    """How many notes that stand name each of these addresses, whoever reads them."""
    rows = db.session.execute(
        select(NoteSource.url, func.count(func.distinct(ContextNote.id)))
        .join(ContextNote, ContextNote.id == NoteSource.note_id)
        .where(NoteSource.url.in_(urls), _STANDS)
        .group_by(NoteSource.url)
    )
    return dict(rows.tuples().all())


def is_named_nowhere(register: Sequence[str]) -> ColumnElement[bool]:
    """On looks: neither the register nor a note that stands names the address any more."""
    named = select(NoteSource.id).join(ContextNote, ContextNote.id == NoteSource.note_id)
    in_notes = named.where(NoteSource.url == SourceCheck.url, _STANDS).exists()
    return SourceCheck.url.not_in(register) & ~in_notes
