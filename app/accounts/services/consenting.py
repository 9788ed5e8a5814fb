"""Give and withdraw consents: a ledger line, the state that follows it, the wording it was
given on. The database refuses any change of a line (triggers of the migration)."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts import wordings
from app.accounts.events import ConsentGiven, ConsentWithdrawn
from app.accounts.models import Consent, ConsentState, ConsentText
from app.accounts.queries import consents as rows
from app.accounts.queries import members
from app.accounts.wordings import Wording
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict, NotFound, require
from app.core.events import emit
from app.core.viewer import Viewer


class WordingChanged(RuntimeError):
    """A text was changed without raising its version: no consent can be recorded on it."""


def give(*, by: Viewer, purpose: str, language: str, source: str) -> None:
    """Agree to a purpose on its current text. Nothing happens when that holds already.

    Raises:
        NotFound: no such purpose.
        Conflict: the account is being closed; until its member decides to stay, nothing goes out.
    """
    require(by.is_signed_in)
    if by.closing_on is not None:
        raise Conflict(_("Your account is being closed. Keep it, then you can agree again."))
    text = current_text(purpose, language)
    if rows.consent_holds(by.id, purpose):
        return
    write_line(member_id=by.id, text=text, given=True, source=source)
    emit(
        ConsentGiven(
            member_id=by.id,
            public_id=by.public_id,
            purpose=purpose,
            text_version=text.version,
        )
    )


def withdraw(*, by: Viewer, purpose: str, language: str, source: str) -> None:
    """Stop a purpose, at once. Nothing happens when the last word was no, or none.

    Raises:
        NotFound: no such purpose.
    """
    require(by.is_signed_in)
    text = current_text(purpose, language)
    line = rows.newest_line(by.id, purpose)
    last_was_yes = line is not None and line.given
    if not last_was_yes and not rows.consent_holds(by.id, purpose):
        return
    write_line(member_id=by.id, text=text, given=False, source=source)
    emit(ConsentWithdrawn(member_id=by.id, public_id=by.public_id, purpose=purpose))


def write_line(
    *, member_id: int, text: Wording, given: bool, source: str, at: datetime | None = None
) -> None:
    """One line in the ledger, and the state in step with it. No news is told: callers do.

    The member's row is locked first, so that two answers at once follow each other.
    """
    moment = at or now()
    members.lock(member_id)
    keep_text(text)
    db.session.add(
        Consent(
            member_id=member_id,
            purpose=text.purpose,
            given=given,
            text_version=text.version,
            text_hash=text.text_hash,
            language=text.language,
            source=source[:60],
            at=moment,
        )
    )
    state = rows.state_row(member_id, text.purpose)
    if state is None:
        state = ConsentState(
            member_id=member_id,
            purpose=text.purpose,
            holds=given,
            since=moment,
            text_version=text.version,
        )
        db.session.add(state)
    state.holds, state.since, state.text_version = given, moment, text.version
    db.session.flush()


def keep_text(text: Wording) -> None:
    """Store a wording the first time it is used.

    Raises:
        WordingChanged: that version was used with other words before.
    """
    kept = rows.kept_text(text.purpose, text.version, text.language)
    if kept is None:
        db.session.add(
            ConsentText(
                purpose=text.purpose,
                version=text.version,
                language=text.language,
                text_hash=text.text_hash,
                text=text.text,
            )
        )
        db.session.flush()
    elif kept.text_hash != text.text_hash:
        raise WordingChanged(f"{text.purpose} version {text.version} ({text.language})")


def refresh() -> int:
    """Switch the states off that rest on an older text; returns how many.

    Queries ask for the version as well, so nothing is counted wrongly before this ran: it only
    makes the table say what holds. Run after installing a new text.
    """
    changed = 0
    for purpose in wordings.PURPOSES:
        keep_text(wordings.wording(purpose))
        result = db.session.execute(
            update(ConsentState)
            .where(
                ConsentState.purpose == purpose,
                ConsentState.holds,
                ConsentState.text_version != wordings.version_of(purpose),
            )
            .values(holds=False)
        )
        changed += rows_changed(result)
    return changed


def current_text(purpose: str, language: str) -> Wording:
    """The text that is agreed to now, for pages of other packages that ask for a consent.

    Raises:
        NotFound: no such purpose.
    """
    if purpose not in wordings.PURPOSES:
        raise NotFound
    return wordings.wording(purpose, language)
