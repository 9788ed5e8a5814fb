"""Sign-ins that worked: for the person to look through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, exists, select

from app.accounts.models import SignIn
from app.core.database import db
from app.core.viewer import Viewer


def latest(viewer: Viewer, *, limit: int = 10) -> Sequence[Row[Any]]:
    """The viewer's own last sign-ins, newest first."""
    return db.session.execute(
        select(
            SignIn.at, SignIn.device, SignIn.way, SignIn.with_second_factor, SignIn.is_new_device
        )
        .where(SignIn.member_id == viewer.id)
        .order_by(SignIn.at.desc(), SignIn.id.desc())
        .limit(limit)
    ).all()


def has_any(member_id: int) -> bool:
    """Whether a member has signed in before, as far back as that is kept."""
    return bool(db.session.scalar(select(exists().where(SignIn.member_id == member_id))))
