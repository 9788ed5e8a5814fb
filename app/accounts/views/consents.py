"""My consents: what holds, one press to give or to stop, and the ledger behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.accounts import wordings
from app.accounts.queries import consents as rows
from app.accounts.services import consenting
from app.accounts.views import bp
from app.accounts.wordings import Wording
from app.core.access import current_viewer, signed_in
from app.core.errors import found
from app.core.once import repeatable
from app.core.templating import moment, render
from app.core.transactions import unit_of_work

SOURCE = "consents page"


@dataclass(frozen=True)
class Shown:
    """One purpose on the page."""

    text: Wording
    facts: list[tuple[str, str]]
    holds: bool
    is_outdated: bool
    since: datetime | None


@bp.get("/me/consents")
@signed_in
def consents() -> str:
    """Each purpose with its text, its state, and one button."""
    states = rows.states_of(current_viewer())
    shown = [_shown(purpose, states.get(purpose)) for purpose in wordings.PURPOSES]
    return render("accounts/consents.html", shown=shown)


@bp.post("/me/consents/<purpose>/give")
@signed_in
@repeatable
@unit_of_work()
def give_consent(purpose: str) -> Response:
    """Agree, on the text that is current."""
    consenting.give(by=current_viewer(), purpose=purpose, language=str(get_locale()), source=SOURCE)
    flash(_("Saved. You can stop at any time."), "ok")
    return redirect(url_for("accounts.consents"), 303)


@bp.post("/me/consents/<purpose>/withdraw")
@signed_in
@repeatable
@unit_of_work()
def withdraw_consent(purpose: str) -> Response:
    """Stop, at once, with the same effort as agreeing."""
    consenting.withdraw(
        by=current_viewer(), purpose=purpose, language=str(get_locale()), source=SOURCE
    )
    flash(_("Stopped. Your place in your groups stays as it is."), "ok")
    return redirect(url_for("accounts.consents"), 303)


@bp.get("/me/consents/ledger")
@signed_in
def consent_ledger() -> str:
    """Every line that was ever written, newest first."""
    lines = [_cells(line) for line in rows.ledger_of(current_viewer())]
    return render("accounts/consent_ledger.html", rows=lines)


@bp.get("/me/consents/wording/<purpose>/<int:version>/<language>")
@signed_in
def consent_wording(purpose: str, version: int, language: str) -> str:
    """The text as it was when the viewer answered; only texts of their own ledger."""
    text = found(
        rows.text_seen_by(current_viewer(), purpose=purpose, version=version, language=language)
    )
    title, *paragraphs = text.text.split("\n\n")
    return render(
        "accounts/consent_wording.html", title=title, paragraphs=paragraphs, version=text.version
    )


def facts_of(text: Wording) -> list[tuple[str, str]]:
    """The parts of a text with their headings, for a consent card."""
    return [
        (_("What"), text.parts["what"]),
        (_("Why"), text.parts["why"]),
        (_("Who sees it"), text.parts["who"]),
        (_("What you get"), text.parts["benefit"]),
        (_("How to stop"), text.parts["stop"]),
    ]


def _cells(line: Any) -> list[Any]:
    """One line of the ledger as cells of a table; the text is a link to its wording."""
    href = url_for(
        "accounts.consent_wording",
        purpose=line.purpose,
        version=line.text_version,
        language=line.language,
    )
    version = _("Version %(version)s", version=line.text_version)
    return [
        moment(line.at),
        _title(line.purpose),
        _("Yes") if line.given else _("No"),
        Markup('<a href="{}">{}</a>').format(href, version),
        _source_words(line.source),
    ]


def _title(purpose: str) -> str:
    """A purpose that is asked no more keeps its lines, under its bare name."""
    if purpose not in wordings.PURPOSES:
        return purpose
    return wordings.wording(purpose, str(get_locale())).title


def _source_words(source: str) -> str:
    known = {
        "sign-up": _("When you made your account"),
        "experience form": _("While you wrote an experience"),
        SOURCE: _("On the page My consents"),
    }
    return str(known.get(source, source))


def _shown(purpose: str, state: Any) -> Shown:
    text = wordings.wording(purpose, str(get_locale()))
    facts = facts_of(text)
    if state is None:
        return Shown(text, facts, holds=False, is_outdated=False, since=None)
    is_current = state.text_version == text.version
    return Shown(
        text,
        facts,
        holds=state.holds and is_current,
        is_outdated=not is_current,
        since=state.since,
    )
