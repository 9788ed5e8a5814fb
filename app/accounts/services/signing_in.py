"""Who proves to be whom, and what follows.

Unknown address, wrong password and an account without a password are one case: the same work,
the same answer. Nothing is written on failure; tries are limited at the door, never by locking
the account, because then anybody could lock anybody out.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.queries import members
from app.accounts.services import addresses, hashing, password_rules, sessions, sign_ins
from app.core.database import db


@dataclass(frozen=True)
class Proof:
    """Somebody gave the right password; `new_hash` when the kept one is to be renewed."""

    member_id: int
    new_hash: str | None


def prove(*, email: str, password: str) -> Proof | None:
    """Check an address and a password; None when they do not belong together.

    Call it outside a unit of work: it computes for a long time and writes nothing.
    """
    if len(password) > password_rules.LONGEST:
        return None
    row = members.secret_of(addresses.key_of(email))
    known_hash = row.password_hash if row else None
    if not hashing.matches(known_hash, password) or row is None:
        return None
    is_old = hashing.is_outdated(row.password_hash)
    return Proof(row.id, hashing.hash_password(password) if is_old else None)


def keep_renewed_hash(proof: Proof) -> None:
    """Write a hash that was made anew with the costs of today. Needs an open unit of work."""
    if proof.new_hash:
        members.entity(proof.member_id).password_hash = proof.new_hash
        db.session.flush()


def sign_in(
    *,
    member_id: int,
    way: str,
    device: str,
    shared: bool,
    with_second_factor: bool,
    is_known_device: bool,
) -> str:
    """Start a session for whoever gave every proof; returns the word for the cookie. `way`:
    "password" or "passkey".

    Needs an open unit of work. The word is always new: none that the browser had is taken over.
    """
    sign_ins.note(
        members.entity(member_id),
        device=device,
        way=way,
        with_second_factor=with_second_factor,
        is_known_device=is_known_device,
    )
    return sessions.start_session(
        member_id=member_id, device=device, shared=shared, with_second_factor=with_second_factor
    )
