"""A member's own notices, and nobody else's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from app.core.database import db
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page
from app.core.viewer import Viewer
from app.notifications.models import Notice

_LINE = (
    Notice.id,
    Notice.public_id,
    Notice.kind,
    Notice.values.label("facts"),
    Notice.path,
    Notice.created_at,
    Notice.read_at,
)


def of_viewer(viewer: Viewer, after: str | None = None) -> KeyPage[Row[Any]]:
    """The viewer's notices, newest first: `public_id kind facts path created_at read_at`.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    lines = select(*_LINE).where(Notice.member_id == viewer.id)
    if before is not None:
        lines = lines.where(Notice.id < before)
    rows = db.session.execute(lines.order_by(Notice.id.desc()).limit(PAGE_SIZE + 1)).all()
    return key_page(rows, PAGE_SIZE, lambda row: [row.id])


def one_of(viewer: Viewer, public_id: str) -> Row[Any] | None:
    """`id path` of one of the viewer's own; None for anybody else's."""
    return db.session.execute(
        select(Notice.id, Notice.path).where(
            Notice.public_id == public_id, Notice.member_id == viewer.id
        )
    ).one_or_none()


def waits(member_id: int, kind: str) -> bool:
    """Whether a notice of this kind lies unread in a member's inbox."""
    unread = (Notice.member_id == member_id, Notice.kind == kind, Notice.read_at.is_(None))
    return db.session.scalar(select(Notice.id).where(*unread).limit(1)) is not None
