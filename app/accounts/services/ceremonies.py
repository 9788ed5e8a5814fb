"""Proofs that were begun and wait for their second half.

The browser holds a random word in a cookie, the table its hash: nobody else can end what this
browser began. A ceremony works once, runs out after minutes, and takes few wrong tries. Its row
is swept a day later (see inventory.toml), so that wrong tries can be counted over several of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, update

from app.accounts.models import Ceremony
from app.accounts.queries import proofs
from app.accounts.services.words import hash_of, new_word
from app.core.clock import now
from app.core.database import db, rows_changed

SECOND_STEP, SIGN_IN, NEW_PASSKEY, AGAIN = (
    "second-factor", "passkey-sign-in", "passkey-new", "passkey-again",
)  # fmt: skip
SECOND_STEP_LIFE = timedelta(minutes=10)
PASSKEY_LIFE = timedelta(minutes=5)
MOST_TRIES = 5


def life_of(kind: str) -> timedelta:
    """How long one may take for the second half."""
    return SECOND_STEP_LIFE if kind == SECOND_STEP else PASSKEY_LIFE


def begin(
    kind: str,
    *,
    member_id: int | None = None,
    challenge: bytes = b"",
    about: dict[str, Any] | None = None,
) -> str:
    """Begin one; returns the word for the browser's cookie. Needs an open unit of work."""
    word, moment = new_word(), now()
    db.session.add(
        Ceremony(
            word_hash=hash_of(word),
            kind=kind,
            member_id=member_id,
            challenge=challenge,
            about=about or {},
            created_at=moment,
            expires_at=moment + life_of(kind),
        )
    )
    db.session.flush()
    return word


def waiting(kind: str, word: str) -> Row[Any] | None:
    """What this browser began and may still end; reads only."""
    row = proofs.ceremony(kind, hash_of(word), at=now()) if word else None
    return row if row is not None and row.tries < MOST_TRIES else None


def take(kind: str, word: str) -> Row[Any] | None:
    """The same, used up by this: of two at the same time one gets it, right or wrong."""
    row = waiting(kind, word)
    if row is None:
        return None
    gone = db.session.execute(delete(Ceremony).where(Ceremony.id == row.id))
    return row if _changed(gone) else None


def use_a_try(number: int) -> bool:
    """Count a try before it is looked at; False when there is none left."""
    counted = db.session.execute(
        update(Ceremony)
        .where(Ceremony.id == number, Ceremony.tries < MOST_TRIES, Ceremony.expires_at > now())
        .values(tries=Ceremony.tries + 1)
    )
    return _changed(counted)


def end_well(number: int) -> bool:
    """The try was right: take it back from the count and let nobody use this again."""
    ended = db.session.execute(
        update(Ceremony)
        .where(Ceremony.id == number, Ceremony.expires_at > now())
        .values(tries=Ceremony.tries - 1, expires_at=now())
    )
    return _changed(ended)


def _changed(result: Any) -> bool:
    return rows_changed(result) == 1
