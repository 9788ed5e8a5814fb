"""One-time codes from an app (RFC 6238): 30 seconds, six digits.

This step and the one before are taken, nothing else (safety.md R-13): an app whose clock runs
ahead is told to set it. No code works twice: `last_step` moves by a condition in the database,
so that of two at the same moment one gets in.
"""

from __future__ import annotations

import hmac
import re
from typing import Any

from flask import current_app
from sqlalchemy import delete, update

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import CodeGenerator
from app.accounts.queries import proofs
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict
from app.core.events import emit
from app.core.security.rotating import sealed_column
from app.core.security.sealing import seal, unseal
from app.core.viewer import Viewer

SECONDS = 30
PLACE = "code_generators.sealed_seed"

sealed_column("code_generators", "sealed_seed", by="member_id")


def begin(*, by: Viewer) -> None:
    """Draw a seed for the viewer's app; one that was drawn and never confirmed is dropped.

    Raises:
        Conflict: an app is set up already.
    """
    from pyotp import random_base32

    unconfirmed = CodeGenerator.confirmed_at.is_(None)
    db.session.execute(delete(CodeGenerator).where(CodeGenerator.member_id == by.id, unconfirmed))
    if proofs.generator_of(by.id) is not None:
        raise Conflict
    sealed = seal(random_base32().encode(), place=f"{PLACE}:{by.id}")
    db.session.add(CodeGenerator(member_id=by.id, sealed_seed=sealed))
    db.session.flush()


def seed_to_show(viewer: Viewer) -> str | None:
    """The seed while the app is being set up; never again once it was confirmed."""
    row = proofs.generator_of(viewer.id)
    if row is None or row.confirmed_at is not None:
        return None
    return unseal(row.sealed_seed, place=f"{PLACE}:{viewer.id}").decode()


def address_for_apps(viewer: Viewer, seed: str) -> str:
    """What the QR code says: names the site and the display name, never the e-mail address."""
    from pyotp import TOTP

    site_name = current_app.config["SITE_NAME"]
    return TOTP(seed, interval=SECONDS).provisioning_uri(
        name=viewer.display_name, issuer_name=site_name
    )


def confirm(*, by: Viewer, code: str) -> bool:
    """Take the first code of an app that is being set up; False when it is not right."""
    row = proofs.generator_of(by.id)
    if row is None or row.confirmed_at is not None:
        return False
    values = {"confirmed_at": now()}
    if not _use(by.id, row, code, CodeGenerator.confirmed_at.is_(None), values):
        return False
    tell(by.id, by.public_id, "codes-on")
    return True


def take(member_id: int, code: str) -> bool:
    """Whether this is the member's code of now and was not used before; uses it up."""
    row = proofs.generator_of(member_id)
    if row is None or row.confirmed_at is None:
        return False
    return _use(member_id, row, code, CodeGenerator.confirmed_at.is_not(None), {})


def remove(*, member_id: int, public_id: str) -> bool:
    """Forget the app; False when there was none."""
    was_confirmed = CodeGenerator.confirmed_at.is_not(None)
    mine = CodeGenerator.member_id == member_id
    gone = db.session.execute(delete(CodeGenerator).where(mine, was_confirmed))
    if not rows_changed(gone):
        return False
    tell(member_id, public_id, "codes-off")
    return True


def tell(member_id: int, public_id: str, what: str) -> None:
    """The owner must hear of it in any case."""
    emit(SignInDetailsChanged(member_id=member_id, public_id=public_id, what=what))


def looks_like_a_code(said: str) -> bool:
    """Six digits, however they were spaced."""
    return re.fullmatch(r"[0-9]{6}", _digits(said)) is not None


def _use(member_id: int, row: Any, said: str, condition: Any, values: dict[str, Any]) -> bool:
    seed = unseal(row.sealed_seed, place=f"{PLACE}:{member_id}").decode()
    step = _step_of(seed, _digits(said))
    if step is None:
        return False
    used = db.session.execute(
        update(CodeGenerator)
        .where(CodeGenerator.id == row.id, CodeGenerator.last_step < step, condition)
        .values(last_step=step, **values)
    )
    return rows_changed(used) == 1


def _step_of(seed: str, digits: str) -> int | None:
    """The time step that this is the code of: of this moment or the one before."""
    from pyotp import TOTP

    app, step = TOTP(seed, interval=SECONDS), int(now().timestamp()) // SECONDS
    fitting = [
        number
        for number in (step, step - 1)
        if hmac.compare_digest(app.generate_otp(number).encode(), digits.encode())
    ]
    return fitting[0] if fitting else None


def _digits(said: str) -> str:
    return "".join(said.split()).replace("-", "")
