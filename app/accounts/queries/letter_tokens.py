"""Links that were sent by letter, and how many letters went to a member lately."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select

from app.accounts.models import LetterToken
from app.core.database import db
from app.core.mail.outbox import Letter, of_member


def living(token_hash: str, *, purpose: str, at: datetime) -> Row[Any] | None:
    """The link of that hash and purpose, if it was not used and has not run out."""
    return db.session.execute(
        select(LetterToken.id, LetterToken.member_id, LetterToken.about).where(
            LetterToken.token_hash == token_hash,
            LetterToken.purpose == purpose,
            LetterToken.used_at.is_(None),
            LetterToken.expires_at > at,
        )
    ).one_or_none()


def letters_since(
    member_id: int, kinds: Collection[str], *, hour: datetime, day: datetime
) -> Row[Any]:
    """How many letters of these kinds were written to a member: `hour`, and `day`."""
    recent = func.coalesce(func.sum(case((Letter.created_at > hour, 1), else_=0)), 0)
    return db.session.execute(
        select(recent.label("hour"), func.count(Letter.id).label("day")).where(
            Letter.recipient == of_member(member_id),
            Letter.kind.in_(kinds),
            Letter.created_at > day,
        )
    ).one()
