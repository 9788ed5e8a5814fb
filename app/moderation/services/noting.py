"""Writing a sourced note under something that misleads, standing for it, and taking it back.

What is written is never shown at once: members rate it first (services/rating.py), and
services/scoring_notes.py says when it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.lengths import (
    LONGEST_NOTE,
    LONGEST_PUBLISHER,
    LONGEST_TITLE,
    MOST_SOURCES,
)
from app.moderation.models import ContextNote, NoteSignature, NoteSource
from app.moderation.queries.notes import NoteLine, own_note_under
from app.moderation.queries.reports import ever_reported
from app.moderation.services import pacing
from app.moderation.services.finding_notes import note_of
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.services.reporting import reportable
from app.moderation.services.screening.sources import standing_register
from app.moderation.services.web_addresses import is_page
from app.moderation.steps import FLAWS, HARMS

# Grades that a correction can rest on; the others live from what they write about, or worse.
ACCEPTABLE = frozenset({"A", "B"})


class Given(NamedTuple):
    """A source as it was typed."""

    url: str
    title: str
    publisher: str
    dated: date | None


def notable(viewer: Viewer, kind: str, thing_id: str) -> Thing:
    """Something of somebody else under which this member may see notes.

    Raises:
        NotFound: no notes stand under such a kind, or it is not there for this member.
        Forbidden: they wrote it themselves.
    """
    found(adapters_of().noted.get(kind))
    thing = reportable(viewer, kind, thing_id)
    require(viewer.is_signed_in and thing.author_id != viewer.id)
    return thing


def may_write(viewer: Viewer) -> bool:
    """Whether this member may write notes now."""
    return permissions.can_write_note(viewer, members.entity(viewer.id).created_at, now())


def may_sign(viewer: Viewer, note: NoteLine) -> bool:
    """Whether this person may stand for it."""
    has_reported = ever_reported(viewer.id, note.kind, note.thing_id)
    return permissions.can_sign_note(
        viewer, note.author_id, corrects=_corrects(note), has_reported=has_reported
    )


def may_withdraw(viewer: Viewer, note: NoteLine) -> bool:
    """Whether this person may take it back."""
    return permissions.can_withdraw_note(viewer, note.author_id, corrects=_corrects(note))


def _corrects(note: NoteLine) -> int | None:
    """Whose words it stands under."""
    adapter = adapters_of().of(note.kind)
    return adapter.author_of(note.thing_id) if adapter else None


def write(
    *,
    by: Viewer,
    kind: str,
    thing_id: str,
    claim: str,
    correction: str,
    why: str,
    flaw: str,
    harm: int,
    sources: Sequence[Given],
) -> ContextNote:
    """Propose a note. Needs a unit of work.

    Raises:
        NotFound: the thing is not there for this member.
        Forbidden: it is their own, or they are too new.
        Invalid: an answer is missing or too long, a source is none, none is good enough, this member
            has a note there, or they wrote very many just now; `url_1` and so on name the fields of a source.
    """
    thing = notable(by, kind, thing_id)
    require(may_write(by))
    _check_words({"claim": claim, "correction": correction, "why": why}, flaw, harm)
    graded = _graded(sources)
    if not by.has_role("moderator") and not any(grade in ACCEPTABLE for _one, grade in graded):
        message = _("Give at least one source of grade A or B. The list of sources we know helps.")
        raise Invalid("url_1", message)
    pacing.require_note_pace(by)
    members.lock(by.id)
    if own_note_under(by, kind, thing_id):
        raise Invalid("claim", _("You have a note under this already. Take it back first."))
    note = ContextNote(
        kind=kind, thing_id=thing.public_id, author_id=by.id, claim=claim.strip(),
        correction=correction.strip(), why=why.strip(), flaw=flaw, harm=harm,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    for one, grade in graded:
        db.session.add(NoteSource(note_id=note.id, grade=grade, **one._asdict()))
        db.session.flush()
    record(by=by, action="note_written", details={"note": note.public_id})
    return note


def sign(*, by: Viewer, note_id: str) -> NoteLine:
    """Stand for a note while few people rate; once is enough. Needs a unit of work.

    Raises:
        NotFound: it is not there for them.
        Forbidden: it is their own, or corrects their own words or what they reported, or they are
            neither moderator nor clinician.
    """
    note = found(note_of(by, note_id, now()))
    require(may_sign(by, note))
    role = "clinician" if by.has_role("clinician") else "moderator"
    values = {"note_id": note.id, "member_id": by.id, "role": role, "signed_at": now()}
    if insert_once(NoteSignature, **values):
        record(by=by, action="note_signed", details={"note": note.public_id})
    return note


def withdraw(*, by: Viewer, note_id: str) -> NoteLine:
    """Take a note back: nobody sees or rates it any more. Needs a unit of work.

    Raises:
        NotFound: it is not there for them.
        Forbidden: somebody else wrote it, and they are no moderator or it corrects their own words.
    """
    note = found(note_of(by, note_id, now()))
    require(may_withdraw(by, note))
    db.session.get_one(ContextNote, note.id).withdrawn_at = now()
    db.session.flush()
    author = members.public_id_of(note.author_id) if note.author_id else ""
    details = {"note": note.public_id}
    record(by=by, action="note_withdrawn", subject=author, details=details)
    return note


def grade_of(url: str, today: date) -> str:
    """What the register says of the publisher of a page; "" where it says nothing that holds."""
    source = standing_register().of((urlsplit(url).hostname or "").strip("."))
    return source.grade if source and source.is_current(today) else ""


def _check_words(words: dict[str, str], flaw: str, harm: int) -> None:
    for field, said in words.items():
        if not said.strip():
            raise Invalid(field, _("Write a sentence here."))
    length = sum(len(said.strip()) for said in words.values())
    if length > LONGEST_NOTE:
        message = _(
            "Make the three texts shorter: together %(most)d letters, now %(number)d.",
            most=LONGEST_NOTE,
            number=length,
        )
        raise Invalid("why", message)
    if flaw not in FLAWS:
        raise Invalid("flaw", _("Choose in which way it misleads."))
    if harm not in HARMS:
        raise Invalid("harm", _("Choose what could happen."))


def _graded(sources: Sequence[Given]) -> list[tuple[Given, str]]:
    """Each source that was given, with its grade."""
    kept = [(n, one) for n, one in enumerate(sources, start=1) if any(one)]
    if not kept or len(kept) > MOST_SOURCES:
        raise Invalid("url_1", _("Give one to three sources."))
    return [(_checked(n, one), grade_of(one.url, now().date())) for n, one in kept]


def _checked(number: int, one: Given) -> Given:
    if not is_page(one.url):
        message = _("Paste the whole address of the page. It begins with https://")
        raise Invalid(f"url_{number}", message)
    if not one.title or len(one.title) > LONGEST_TITLE:
        raise Invalid(f"title_{number}", _("Write what the page is called."))
    if not one.publisher or len(one.publisher) > LONGEST_PUBLISHER:
        raise Invalid(f"publisher_{number}", _("Write who publishes the page."))
    if one.dated is None or one.dated > now().date():
        message = _("Write the day on which the page was last changed, for example 2024-05-31.")
        raise Invalid(f"dated_{number}", message)
    return one
