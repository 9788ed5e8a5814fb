"""Reading all notes and ratings, asking the scorer, and writing down what every note is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import select

from app.core.database import db
from app.moderation.models import ContextNote, NoteSignature, NoteSource
from app.moderation.permissions import NOTES_AFTER
from app.moderation.queries.ratings import ratings_of_members_since
from app.moderation.services.bridging.shapes import Method, Note, Rating, Status, Verdict
from app.moderation.services.noting import ACCEPTABLE, grade_of

# H3: could injure soon.
GRAVE = 3


def score_notes(at: datetime) -> int:
    """Write what every note that was not taken back is at `at`; gives how many there are. Needs a
    unit of work. Pages do not call this: it loads what computes."""
    from app.moderation.services.bridging.scoring import score

    notes = list(db.session.scalars(select(ContextNote).where(ContextNote.withdrawn_at.is_(None))))
    before = {note.id: _status_of(note) for note in notes}
    shapes = shapes_of(notes, at.date())
    found = score(ratings_at(at), shapes, before, at)
    by_id = {shape.note_id: shape for shape in shapes}
    for note in notes:
        _keep(note, _answered_for(by_id[note.id], found[note.id]))
    db.session.flush()
    return len(notes)


def counted_sources(sources: Sequence[tuple[str, str]], today: date) -> int:
    """How many of (address, grade when written) a correction can rest on today: grade A or B that
    still holds. Where there was none, a moderator wrote the note and answers for pages that are not
    listed; grade C and D never count."""
    if any(grade in ACCEPTABLE for _url, grade in sources):
        return sum(
            grade in ACCEPTABLE and grade_of(url, today) in ACCEPTABLE for url, grade in sources
        )
    return sum(not grade and grade_of(url, today) not in ("C", "D") for url, grade in sources)


def _answered_for(note: Note, status: Status) -> Status:
    """Raters alone put no note under a post that could injure somebody, nor one without a source:
    accounts are cheap, and somebody answers for these."""
    lacks = [
        reason
        for reason, is_lacking in (
            ("no_source", note.acceptable_sources == 0),
            ("unsigned", note.harm >= GRAVE and not (note.signed_by or note.signed_by_clinicians)),
        )
        if is_lacking
    ]
    if status.method != "bridging" or status.verdict != "helpful" or not lacks:
        return status
    reasons = (*status.reasons, *lacks)
    return replace(status, verdict="needs_more", reasons=reasons, shown_from=None)


def ratings_at(at: datetime) -> list[Rating]:
    """Only of members who have been here for 30 days, as with writing notes."""
    return [
        Rating(
            rater_id=row.member_id,
            note_id=row.note_id,
            value=row.halves / 2,
            at=row.rated_at,
            tags=frozenset(row.tags.split()),
        )
        for row in ratings_of_members_since(at - NOTES_AFTER)
    ]


def shapes_of(notes: Sequence[ContextNote], today: date) -> list[Note]:
    """The notes as the scorer takes them."""
    sources: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = select(NoteSource.note_id, NoteSource.url, NoteSource.grade).order_by(NoteSource.id)
    for note_id, url, grade in db.session.execute(rows):
        sources[note_id].append((url, grade))
    signed: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    rows_of = select(NoteSignature.note_id, NoteSignature.role, NoteSignature.member_id)
    for note_id, role, member_id in db.session.execute(
        rows_of.where(NoteSignature.member_id.is_not(None))
    ):
        signed[note_id, role].add(member_id)
    return [
        Note(
            note_id=note.id,
            author_id=note.author_id,
            acceptable_sources=counted_sources(sources[note.id], today),
            harm=note.harm,
            signed_by=frozenset(signed[note.id, "moderator"]),
            signed_by_clinicians=frozenset(signed[note.id, "clinician"]),
        )
        for note in notes
    ]


def _status_of(note: ContextNote) -> Status:
    return Status(
        verdict=cast(Verdict, note.status),
        method=cast(Method, note.method),
        ratings=note.rating_count,
        intercept=note.intercept,
        factor=note.factor,
        reasons=tuple(note.kept_back.split()),
        decided_at=note.status_at,
        shown_from=note.shown_from,
        locked=note.is_locked,
    )


def _keep(note: ContextNote, status: Status) -> None:
    note.status, note.method, note.rating_count = status.verdict, status.method, status.ratings
    note.intercept, note.factor = status.intercept, status.factor
    note.kept_back = " ".join(status.reasons)
    note.status_at, note.shown_from = status.decided_at, status.shown_from
    note.is_locked = status.locked
