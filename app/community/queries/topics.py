"""Topics as a viewer finds them: one with everything its page needs to know, a group's newest."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, and_, bindparam, select, tuple_

from app.community.queries.audience import READABLE, VIEWER, for_members
from app.community.queries.tables import (
    GROUPS,
    MEMBERS,
    MEMBERSHIPS,
    PLACES,
    TOPICS,
    group,
    member,
    membership,
    place,
    topic,
)
from app.core.database import UtcDateTime, db
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, KeyPage, decode_key, instant, key_page
from app.core.viewer import Viewer


class TopicRow(NamedTuple):
    """A topic, its group, the viewer's place in both. `deleted_at` tells that it was taken back:
    its page says so, and nothing of it is shown."""

    id: int
    public_id: str
    kind: str
    title: str
    post_count: int
    evaluation_id: int | None
    opened_by_id: int
    opened_by: str
    deleted_at: datetime | None
    group_id: int
    group_slug: str
    group_name: str
    audience: str
    member_count: int | None
    my_role: str | None
    my_place: int | None


class TopicLine(NamedTuple):
    """A topic in a list."""

    id: int
    public_id: str
    kind: str
    title: str
    post_count: int
    last_post_at: datetime
    opened_by: str
    my_place: int | None


_my_place = and_(place.topic_id == topic.id, place.member_id == VIEWER)
_ONE = (
    select(
        topic.id,
        topic.public_id,
        topic.kind,
        topic.title,
        topic.post_count,
        topic.evaluation_id,
        topic.opened_by_id,
        member.display_name,
        topic.deleted_at,
        group.id,
        group.slug,
        group.name,
        group.audience,
        for_members(group.member_count, membership.role),
        membership.role,
        place.position,
    )
    .select_from(TOPICS)
    .join(GROUPS, group.id == topic.group_id)
    .join(MEMBERS, member.id == topic.opened_by_id)
    .outerjoin(MEMBERSHIPS, and_(membership.group_id == group.id, membership.member_id == VIEWER))
    .outerjoin(PLACES, _my_place)
    .where(READABLE)
)
_BY_PUBLIC_ID = _ONE.where(topic.public_id == bindparam("public_id"))
_BY_ID = _ONE.where(topic.id == bindparam("topic_id", type_=Integer))
_NEWEST = (
    select(
        topic.id,
        topic.public_id,
        topic.kind,
        topic.title,
        topic.post_count,
        topic.last_post_at,
        member.display_name,
        place.position,
    )
    .select_from(TOPICS)
    .join(GROUPS, group.id == topic.group_id)
    .join(MEMBERS, member.id == topic.opened_by_id)
    .outerjoin(PLACES, _my_place)
    .where(topic.group_id == bindparam("group_id"), topic.deleted_at.is_(None), READABLE)
    .order_by(topic.last_post_at.desc(), topic.id.desc())
    .limit(PAGE_SIZE + 1)
)
_OLDER = _NEWEST.where(
    tuple_(topic.last_post_at, topic.id)
    < tuple_(bindparam("at", type_=UtcDateTime), bindparam("topic_id", type_=Integer))
)


def topic_of(viewer: Viewer, public_id: str) -> TopicRow | None:
    """A topic the viewer reads; also one that was taken back (`deleted_at`)."""
    row = db.session.execute(
        _BY_PUBLIC_ID, {"viewer_id": viewer.id, "public_id": public_id}
    ).first()
    return TopicRow(*row) if row else None


def topic_by_id(member_id: int, topic_id: int) -> TopicRow | None:
    """The same by keys, for services."""
    row = db.session.execute(_BY_ID, {"viewer_id": member_id, "topic_id": topic_id}).first()
    return TopicRow(*row) if row else None


def newest_topics(viewer: Viewer, group_id: int, after: str | None = None) -> KeyPage[TopicLine]:
    """Topics of a group the viewer reads, the last written in first; 20 a page.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    values: dict[str, Any] = {"viewer_id": viewer.id, "group_id": group_id}
    key = decode_key(after, 2)
    statement = _NEWEST
    if key:
        statement = _OLDER
        values |= {"at": instant(key[0]), "topic_id": _number(key[1])}
    rows = [TopicLine(*row) for row in db.session.execute(statement, values)]
    return key_page(rows, PAGE_SIZE, lambda row: (row.last_post_at.isoformat(), row.id))


def _number(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < 2**63:
        raise NotFound
    return value
