"""Second steps as rows: the app for codes, recovery codes, passkeys, and what was begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, or_, select

from app.accounts.models import Ceremony, CodeGenerator, Member, Passkey, RecoveryCode
from app.core.database import db
from app.core.viewer import Viewer


def has_second_step(member_id: int) -> bool:
    """Whether a code or a passkey is asked for after the member's password."""
    app = exists().where(
        CodeGenerator.member_id == member_id, CodeGenerator.confirmed_at.is_not(None)
    )
    key = exists().where(Passkey.member_id == member_id)
    return bool(db.session.scalar(select(or_(app, key))))


def origin_of(viewer: Viewer) -> str:
    """How the viewer's account came to be: "demo" for people of the demonstration."""
    return db.session.scalars(select(Member.origin).where(Member.id == viewer.id)).one()


def generator_of(member_id: int) -> Row[Any] | None:
    """The member's app for codes, confirmed or not: `sealed_seed`, `last_step`, `confirmed_at`."""
    return db.session.execute(
        select(
            CodeGenerator.id,
            CodeGenerator.sealed_seed,
            CodeGenerator.last_step,
            CodeGenerator.created_at,
            CodeGenerator.confirmed_at,
        ).where(CodeGenerator.member_id == member_id)
    ).one_or_none()


def passkeys_of(member_id: int) -> Sequence[Row[Any]]:
    """A member's passkeys, oldest first."""
    return db.session.execute(
        select(
            Passkey.public_id,
            Passkey.name,
            Passkey.credential_id,
            Passkey.created_at,
            Passkey.used_at,
        )
        .where(Passkey.member_id == member_id)
        .order_by(Passkey.id)
    ).all()


def passkey_of(viewer: Viewer, public_id: str) -> Passkey | None:
    """One of the viewer's own passkeys; None for anybody else's."""
    return db.session.scalar(
        select(Passkey).where(Passkey.public_id == public_id, Passkey.member_id == viewer.id)
    )


def passkey_by_credential(credential_id: bytes) -> Passkey | None:
    """The passkey that a device names, whoever it belongs to."""
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def owner_of(key: Passkey) -> str:
    """The public id of the member whose passkey this is."""
    owner = select(Member.public_id).where(Member.id == key.member_id)
    return db.session.scalars(owner).one()


def recovery_codes_left(member_id: int) -> int:
    """How many of a member's recovery codes were not used yet."""
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.member_id == member_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0


def ceremony(kind: str, word_hash: str, *, at: datetime) -> Row[Any] | None:
    """What was begun under that word and has not run out."""
    return db.session.execute(
        select(
            Ceremony.id,
            Ceremony.member_id,
            Ceremony.challenge,
            Ceremony.tries,
            Ceremony.about,
        ).where(Ceremony.word_hash == word_hash, Ceremony.kind == kind, Ceremony.expires_at > at)
    ).one_or_none()


def tries_since(member_id: int, moment: datetime) -> int:
    """How many second steps of a member went wrong in all that was begun since then."""
    tries = select(func.sum(Ceremony.tries)).where(
        Ceremony.member_id == member_id,
        Ceremony.kind == "second-factor",
        Ceremony.created_at > moment,
    )
    return int(db.session.scalar(tries) or 0)
