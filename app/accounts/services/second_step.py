"""The second step of signing in, and having or losing one.

A six-digit code is guessed by chance: two of a million are right at any moment. One ceremony
takes 5 tries and needs the right password; a member's ceremonies together take 10 wrong tries an
hour and 20 a day. Whoever has the password guesses a code within a day with 20 × 2 / 1,000,000 =
0.004 %. The count stands in the database: it holds over restarts and several workers. It stops
codes only: a passkey and a recovery code cannot be guessed, so the owner still gets in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from app.accounts.queries import members, proofs
from app.accounts.services import (
    ceremonies,
    codes,
    passkey_proofs,
    passkeys,
    recovery_codes,
    sessions,
)
from app.audit.services.recording import record
from app.core.clock import now
from app.core.viewer import Viewer

MOST_AN_HOUR, MOST_A_DAY = 10, 20


def begin(*, member_id: int, about: dict[str, Any]) -> str:
    """The password was right, the second step comes: the word for the browser's cookie."""
    return ceremonies.begin(ceremonies.SECOND_STEP, member_id=member_id, about=about)


def waiting(word: str) -> Row[Any] | None:
    """The sign-in that this browser may still end: `member_id` and `about`."""
    return ceremonies.waiting(ceremonies.SECOND_STEP, word)


def give_code(asked: Row[Any], said: str) -> bool:
    """A code of the app, or a recovery code. Needs an open unit of work that is kept even when
    this says no: the try counts."""
    is_guessable = codes.looks_like_a_code(said)
    if is_guessable:
        members.lock(asked.member_id)
        if too_many(asked.member_id):
            return False
    if not ceremonies.use_a_try(asked.id):
        return False
    take = codes.take if is_guessable else recovery_codes.take
    return take(asked.member_id, said) and ceremonies.end_well(asked.id)


def give_passkey(asked: Row[Any], *, word: str, answer: str) -> bool:
    """The answer of a passkey in place of a code; after the password any of the member's will do."""
    if not ceremonies.use_a_try(asked.id):
        return False
    held = passkey_proofs.proves(asked.member_id, word=word, answer=answer, alone=False)
    return held and ceremonies.end_well(asked.id)


def too_many(member_id: int) -> bool:
    """Whether codes of this member were tried too often to be tried again now."""
    moment = now()
    in_an_hour = proofs.tries_since(member_id, moment - timedelta(hours=1))
    in_a_day = proofs.tries_since(member_id, moment - timedelta(days=1))
    return in_an_hour >= MOST_AN_HOUR or in_a_day >= MOST_A_DAY


def codes_if_first(*, by: Viewer) -> list[str]:
    """After an app or a passkey was added: recovery codes, if the member has none yet."""
    if proofs.recovery_codes_left(by.id):
        return []
    return recovery_codes.renew(by=by, is_told=False)


def after_removing(member_id: int) -> None:
    """Without an app and a passkey there is no second step: nothing of it is left behind."""
    if not proofs.has_second_step(member_id):
        recovery_codes.forget(member_id)
        sessions.ask_second_step_again(member_id)


def reset(*, member: Viewer, reason: str) -> bool:
    """On the command line, for somebody who lost everything: no app, passkey or recovery code
    any more, and signed out everywhere. False when there was nothing to reset."""
    had_app = codes.remove(member_id=member.id, public_id=member.public_id)
    had_keys = passkeys.remove_all(member_id=member.id, public_id=member.public_id)
    if not had_app and not had_keys:
        return False
    recovery_codes.forget(member.id)
    sessions.end_all(member_id=member.id, public_id=member.public_id)
    record(by=None, action="second_step_reset", subject=member.public_id, purpose=reason)
    return True
