"""What an operator may do with a letter that was given up: try it again, or drop it."""

from __future__ import annotations

from app.accounts.queries.members import public_id_of
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, found, require
from app.core.mail import Letter
from app.core.mail.jobs import send_letters
from app.core.viewer import Viewer
from app.notifications import permissions
from app.notifications.queries import letters


def try_again(*, by: Viewer, public_id: str) -> None:
    """Let a letter wait anew, with all its tries.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: there is no such dead letter.
        Conflict: its words are gone, or the link in it has run out.
    """
    require(permissions.can_care_for_letters(by))
    letter = found(letters.dead_one(public_id))
    if not letters.is_sendable(letter):
        raise Conflict
    letter.state, letter.tries, letter.last_error = "waiting", 0, ""
    letter.not_before, letter.lease, letter.leased_until = now(), "", None
    db.session.flush()
    _note(by, letter, "letter_sent_again")
    send_letters.later()


def drop(*, by: Viewer, public_id: str) -> None:
    """Forget a letter.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: there is no such dead letter.
    """
    require(permissions.can_care_for_letters(by))
    letter = found(letters.dead_one(public_id))
    _note(by, letter, "letter_dropped")
    db.session.delete(letter)
    db.session.flush()


def _note(by: Viewer, letter: Letter, act: str) -> None:
    of = letter.recipient.removeprefix("member:")
    record(
        by=by,
        action=act,
        subject=public_id_of(int(of)) if of.isdigit() else "",
        details={"kind": letter.kind, "letter": letter.public_id},
    )
