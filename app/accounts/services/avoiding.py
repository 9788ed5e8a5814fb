"""Muting and blocking other members. Nobody is told; both can be taken back at any time."""

from __future__ import annotations

from sqlalchemy import delete

from app.accounts.models import Block
from app.accounts.queries import members
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found
from app.core.viewer import Viewer

KINDS = ("mute", "block")


def avoid(*, by: Viewer, public_id: str, kind: str) -> None:
    """Mute or block somebody; the last choice wins.

    Raises:
        NotFound: there is no such member.
        Invalid: it is oneself, or `kind` is unknown.
    """
    other = found(members.by_public_id(public_id))
    if other.id == by.id or kind not in KINDS:
        raise Invalid("kind", "unknown")
    db.session.execute(delete(Block).where(Block.by_id == by.id, Block.member_id == other.id))
    db.session.add(Block(by_id=by.id, member_id=other.id, kind=kind))
    db.session.flush()


def stop_avoiding(*, by: Viewer, public_id: str) -> bool:
    """Hear somebody again; whether they were on the list.

    Raises:
        NotFound: there is no such member.
    """
    other = found(members.by_public_id(public_id))
    result = db.session.execute(
        delete(Block).where(Block.by_id == by.id, Block.member_id == other.id)
    )
    return rows_changed(result) > 0
