"""Recovery codes: ten words to write down, for the day the phone is lost.

24 of 31 letters and digits are 118 bits, so that a fast hash keeps them well (OWASP ASVS 6.5.2
asks for 112).
"""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import delete, update

from app.accounts.models import RecoveryCode
from app.accounts.services.codes import tell
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.viewer import Viewer

COUNT = 10
# Nothing that looks like something else when it is written by hand.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP = 4, 6


def drawn() -> str:
    """Words that nobody guesses and everybody can write down: "k3m9px-7fqd2h-w5tr8c-n4vbg6"."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def renew(*, by: Viewer, is_told: bool = True) -> list[str]:
    """Draw ten new ones; the old ones work no more. Returned once, kept as hashes only.
    `is_told`: whether the owner hears of it beside whatever else changed."""
    forget(by.id)
    codes = [drawn() for _ in range(COUNT)]
    db.session.add_all(
        RecoveryCode(member_id=by.id, code_hash=_hash(by.id, code)) for code in codes
    )
    db.session.flush()
    if is_told:
        tell(by.id, by.public_id, "recovery-codes")
    return codes


def take(member_id: int, said: str) -> bool:
    """Whether this is one of the member's codes that was not used yet; uses it up."""
    used = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.member_id == member_id,
            RecoveryCode.code_hash == _hash(member_id, said),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
    )
    return rows_changed(used) == 1


def forget(member_id: int) -> None:
    """Delete them all: without a second step they open nothing anyway."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member_id))


def _hash(member_id: int, code: str) -> str:
    """Spaces, dashes and capitals make no difference."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"{member_id}:{plain}".encode()).hexdigest()
