"""What a post said before."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select

from app.community.queries.tables import revision
from app.core.database import db

# A post may change a thousand times; its history shows the newest changes.
MOST_VERSIONS = 30


class Version(NamedTuple):
    """What a post said until `until`."""

    title: str | None
    body: str
    until: datetime


_VERSIONS = (
    select(revision.title, revision.body, revision.replaced_at)
    .where(revision.post_id == bindparam("post_id", type_=Integer))
    .order_by(revision.id.desc())
    .limit(MOST_VERSIONS + 1)
)


def versions_of(post_id: int) -> list[Version]:
    """Earlier versions, oldest first, of a post that was looked up through the viewer: the
    newest `MOST_VERSIONS`, and one more where there are more."""
    return [Version(*row) for row in db.session.execute(_VERSIONS, {"post_id": post_id})][::-1]
