"""What waits until a person has read it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Hold
from app.moderation.queries.detections import decided_wordings

# How waiting ended: a person let it stand, a person hid it, or its author wrote it in other words.
SHOWN, HIDDEN, CHANGED = "shown", "hidden", "changed"


class Waiting(NamedTuple):
    """Something of a member's that waits, and since when."""

    kind: str
    thing_id: str
    began_at: datetime


def open_hold(case_id: int) -> Hold | None:
    """The one of a case that did not end yet."""
    which = select(Hold).where(Hold.case_id == case_id, Hold.ended_at.is_(None))
    return db.session.scalars(which.order_by(Hold.id.desc()).limit(1)).first()


def held_since(case_ids: Collection[int]) -> dict[int, datetime]:
    """For each of these cases whose thing waits, since when: one statement, none for an empty
    list."""
    if not case_ids:
        return {}
    which = select(Hold.case_id, Hold.began_at)
    rows = db.session.execute(which.where(Hold.case_id.in_(case_ids), Hold.ended_at.is_(None)))
    return dict(rows.tuples().all())


def my_waiting(viewer: Viewer) -> list[Waiting]:
    """What the viewer wrote and others do not read yet, the oldest first."""
    rows = db.session.execute(
        select(Case.kind, Case.thing_id, Hold.began_at)
        .join(Case, Case.id == Hold.case_id)
        .where(Case.author_id == viewer.id, Hold.ended_at.is_(None))
        .order_by(Hold.began_at, Hold.id)
    )
    return [Waiting(*row) for row in rows]


def settled_wordings(case_id: int) -> set[tuple[str, str]]:
    """Rule and words, in lower case, of signs in this case that a person let stand. None where its
    author ended the last waiting: whoever decided afterwards decided about other words."""
    ended = select(Hold.ended_as).where(Hold.case_id == case_id, Hold.ended_at.is_not(None))
    if db.session.scalar(ended.order_by(Hold.id.desc()).limit(1)) == CHANGED:
        return set()
    return {(rule, said) for by, rule, said in decided_wordings(case_id) if by == "crisis"}


def ended_between(begins: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """When each of those that ended between two moments began and ended."""
    which = select(Hold.began_at, Hold.ended_at).where(
        Hold.ended_at >= begins, Hold.ended_at < ends
    )
    rows = db.session.execute(which.order_by(Hold.ended_at, Hold.id))
    return [(began_at, ended_at) for began_at, ended_at in rows if ended_at is not None]
