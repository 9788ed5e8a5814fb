"""Context notes: writing one, those that need ratings, one with everything about it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, public, signed_in
from app.core.clock import now
from app.core.errors import Conflict, Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import note_wording, permissions, wording
from app.moderation.forms.noting import SOURCES, NoteForm, RatingForm
from app.moderation.queries import notes as lines
from app.moderation.queries.notes import NoteLine
from app.moderation.services import noting, rating
from app.moderation.services.finding_notes import note_of, notes_to_rate
from app.moderation.services.noting import Given
from app.moderation.services.readability import is_hard
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.views.blueprint import bp


@bp.get("/notes")
@signed_in
def notes() -> Any:
    """Those that need ratings, the newest first; or that all are hidden."""
    viewer, switch = current_viewer(), lines.newest_switch()
    return render(
        "moderation/notes.html",
        page=notes_to_rate(viewer, request.args.get("after")),
        switch=switch if switch and switch.is_off else None,
        is_at_desk=permissions.is_at_the_desk(viewer),
        words=note_wording,
    )


@bp.get("/notes/new/<kind>/<thing_id>")
@signed_in
def new_note(kind: str, thing_id: str) -> Any:
    """An empty form beside the words that it is about."""
    return _form_page(noting.notable(current_viewer(), kind, thing_id), NoteForm(None))


@bp.post("/notes/new/<kind>/<thing_id>")
@signed_in
@repeatable
@unit_of_work()
def write_note(kind: str, thing_id: str) -> Any:
    """Propose it."""
    by, form = current_viewer(), NoteForm()
    thing = noting.notable(by, kind, thing_id)
    if not form.validate():
        return _form_page(thing, form), 422
    try:
        note = noting.write(by=by, kind=kind, thing_id=thing_id, **_said(form))
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _form_page(thing, form), 422
    flash(_("Thank you. Others rate it now; it is shown when enough find it helpful."), "ok")
    return _to(note.public_id)


@bp.get("/notes/<note_id>")
@public
def note(note_id: str) -> Any:
    """All of it, and the form for rating it."""
    return _page(_note(note_id))


@bp.post("/notes/<note_id>/rate")
@signed_in
@unit_of_work()
def rate_note(note_id: str) -> Any:
    """Keep a rating, or change it."""
    row, form = _note(note_id), RatingForm()
    if not form.validate():
        return _page(row, form), 422
    try:
        rating.rate(by=current_viewer(), note_id=note_id, **form.answers)
        flash(_("Thank you. You can change your rating until the note is settled."), "ok")
    except Conflict:
        flash(_("This note is settled. Ratings do not change it any more."), "info")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(row, form), 422
    return _to(note_id)


@bp.post("/notes/<note_id>/sign")
@signed_in
@repeatable
@unit_of_work()
def sign_note(note_id: str) -> Any:
    """A moderator or clinician stands for it."""
    noting.sign(by=current_viewer(), note_id=note_id)
    flash(_("You stand for this note now."), "ok")
    return _to(note_id)


@bp.post("/notes/<note_id>/withdraw")
@signed_in
@repeatable
@unit_of_work()
def withdraw_note(note_id: str) -> Any:
    """Nobody sees it any more."""
    noting.withdraw(by=current_viewer(), note_id=note_id)
    flash(_("The note is taken back."), "ok")
    return redirect(url_for("moderation.notes"), 303)


def _said(form: NoteForm) -> dict[str, Any]:
    return form.answers | {"sources": [Given(*one) for one in form.sources]}


def _to(note_id: str) -> Any:
    return redirect(url_for("moderation.note", note_id=note_id), 303)


def _note(note_id: str) -> NoteLine:
    return found(note_of(current_viewer(), note_id, now()))


def _form_page(thing: Thing, form: NoteForm) -> str:
    return render(
        "moderation/note_form.html",
        thing=thing,
        form=form,
        numbers=SOURCES,
        may_write=noting.may_write(current_viewer()),
        hints=wording.HARM_HINTS,
        is_hard=is_hard(f"{form.correction.data or ''}\n{form.why.data or ''}"),
    )


def _page(row: NoteLine, form: RatingForm | None = None) -> str:
    viewer, signatures = current_viewer(), lines.signatures_of(row.id)
    adapter = found(adapters_of().of(row.kind))
    is_signer = any(member_id == viewer.id for member_id, _role in signatures)
    return render(
        "moderation/note.html",
        note=row,
        thing=found(adapter.seen_by(viewer, row.thing_id)),
        sources=lines.sources_of(row.id),
        signatures=signatures,
        form=form or _rated(row),
        can_rate=permissions.can_rate_note(viewer, row.author_id) and not row.is_locked,
        can_sign=not is_signer and noting.may_sign(viewer, row),
        can_withdraw=noting.may_withdraw(viewer, row),
        is_mine=viewer.is_signed_in and row.author_id == viewer.id,
        is_at_desk=permissions.is_at_the_desk(viewer),
        is_hard=is_hard(f"{row.correction}\n{row.why}"),
        is_shown=row.is_shown(now()),
        words=note_wording,
        flaws=wording.FLAWS,
        harms=wording.HARMS,
    )


def _rated(row: NoteLine) -> RatingForm:
    """The form with what the viewer said before."""
    mine = lines.my_rating(current_viewer(), row.id)
    if mine is None:
        return RatingForm(None)
    tags = set(mine.tags.split())
    good, bad = tags & set(note_wording.PRAISE), tags & set(note_wording.CRITICISM)
    return RatingForm(None, halves=str(mine.halves), good=sorted(good), bad=sorted(bad))
