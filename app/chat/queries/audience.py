"""Who may know of a room and who reads what is said in it: the one place that says so in SQL.

Statements carry one of these conditions and join what they need: `place` is the viewer's own row
in the room, `in_group` their row in its group. They ask for the bind values `viewer_id` and
`moment`.
"""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, Integer, and_, bindparam, exists, func, or_, select

from app.chat.queries.tables import (
    BLOCKS,
    LIMITS,
    PLACES,
    ROOMS,
    block,
    in_group,
    limit,
    place,
    room,
)
from app.core.database import UtcDateTime

VIEWER = bindparam("viewer_id", type_=Integer)
MOMENT = bindparam("moment", type_=UtcDateTime)

# Of what a host decided about somebody: that nobody ended it and its time is not over.
HOLDS: ColumnElement[bool] = and_(
    limit.ended_at.is_(None), or_(limit.until.is_(None), limit.until > MOMENT)
)
# What a host decided about the viewer and still holds; "removed" sorts after "muted".
MY_LIMIT: ColumnElement[str | None] = (
    select(func.max(limit.kind))
    .select_from(LIMITS)
    .where(
        limit.room_id == room.id,
        limit.member_id == VIEWER,
        HOLDS,
    )
    .correlate(ROOMS)
    .scalar_subquery()
)

# The second person's place in a direct room, as statements join it.
OTHER = PLACES.alias("other_place")
_BLOCKED: ColumnElement[bool] = exists(
    select(block.id)
    .select_from(BLOCKS)
    .where(
        block.kind == "block",
        or_(
            and_(block.by_id == VIEWER, block.member_id == OTHER.c.member_id),
            and_(block.by_id == OTHER.c.member_id, block.member_id == VIEWER),
        ),
    )
    .correlate(OTHER)
)
# Whether the second person of a direct room hears what the viewer says. Not answered yet, said
# no, went away, blocked: nobody can tell one from the other.
OTHER_HEARS: ColumnElement[bool] = func.coalesce(
    and_(OTHER.c.state == "in", ~_BLOCKED), False, type_=Boolean
)

# Whoever was in it and still is; of a group's room, only while they are in the group.
IS_INSIDE: ColumnElement[bool] = and_(
    place.state == "in", or_(room.group_id.is_(None), in_group.id.is_not(None))
)

# The door: rooms open to the group for its members, the others for those who were asked. Stewards
# know of every room of their group; what is said in it they read only as one of its members.
FINDABLE: ColumnElement[bool] = or_(
    and_(room.kind.in_(("open", "gathering")), in_group.id.is_not(None)),
    and_(room.kind == "invited", in_group.role == "steward"),
    and_(room.kind == "invited", in_group.id.is_not(None), place.state.in_(("in", "invited"))),
    and_(room.kind == "direct", place.state.in_(("in", "invited"))),
)
