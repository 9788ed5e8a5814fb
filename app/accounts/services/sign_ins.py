"""Every sign-in that worked, so that a person can see whether it was them."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.events import SignedInOnNewDevice
from app.accounts.models import Member, SignIn
from app.accounts.queries import sign_ins as rows
from app.core.clock import now
from app.core.database import db
from app.core.events import emit

KEPT = timedelta(days=180)


def note(
    member: Member, *, device: str, way: str, with_second_factor: bool, is_known_device: bool
) -> None:
    """Write a sign-in down, and tell its owner when the device is a new one. The very first
    sign-in of an account is not told: every device is new then."""
    is_new = not is_known_device and not _is_first(member)
    db.session.add(
        SignIn(
            member_id=member.id,
            device=device[:80],
            way=way,
            with_second_factor=with_second_factor,
            is_new_device=is_new,
        )
    )
    db.session.flush()
    if is_new:
        news = SignedInOnNewDevice(
            member_id=member.id, public_id=member.public_id, device=device[:80]
        )
        emit(news)


def _is_first(member: Member) -> bool:
    """An old account without a kept sign-in was away for long: that is no first time."""
    return member.created_at > now() - KEPT and not rows.has_any(member.id)
