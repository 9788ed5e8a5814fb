"""Proving once more who one is, before something grave: a session may be open on a table in a café.

A proof holds ten minutes. It ends the word of the session and starts another one, so that a word
somebody copied before opens nothing grave, and soon nothing at all (safety.md V-13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.accounts.models import SignedInSession
from app.accounts.queries import members, proofs
from app.accounts.services import hashing, password_rules
from app.accounts.services.sessions import SHARED_LIFE
from app.accounts.services.words import hash_of, new_word
from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.viewer import Viewer

HOLDS = timedelta(minutes=10)


@dataclass(frozen=True)
class NewWord:
    """For the cookie; `seconds` is None where it ends with the browser, as on a shared device."""

    word: str
    seconds: int | None


def is_recent(viewer: Viewer) -> bool:
    """Whether the viewer proved who they are within the last ten minutes, and not in a future
    that a clock once showed."""
    if viewer.proved_at is None:
        return False
    return timedelta(0) <= now() - viewer.proved_at < HOLDS


def lacks_second_step(viewer: Viewer) -> bool:
    """Whether the viewer has a second step that was never given in this session, as when it was
    begun before there was one. Without it the password alone could change the second step."""
    if not proofs.has_second_step(viewer.id):
        return False
    row = db.session.get(SignedInSession, viewer.session_id)
    return row is None or row.second_factor_at is None


def prove_again(*, by: Viewer, password: str) -> bool:
    """Whether this is the viewer's password. Computes for a long time: call it outside a unit of
    work. Tries are limited at the door, as for sign-in."""
    if len(password) > password_rules.LONGEST:
        return False
    return hashing.matches(members.sign_in_details_of(by.id).password_hash, password)


def renew(*, by: Viewer) -> NewWord:
    """Note that the viewer proved themselves just now, and give their session another word.

    Needs an open unit of work.

    Raises:
        NotFound: the session ended meanwhile.
    """
    row = db.session.get(SignedInSession, by.session_id)
    if row is None or row.member_id != by.id:
        raise NotFound
    moment, word = now(), new_word()
    row.token_hash, row.proved_at = hash_of(word), moment
    db.session.flush()
    is_short = row.expires_at - row.created_at <= SHARED_LIFE
    left = int((row.expires_at - moment).total_seconds())
    return NewWord(word, None if is_short else left)
