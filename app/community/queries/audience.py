"""Who may know of a group and who reads what is said in it: the one place that says so in SQL.

Every query of groups, topics and posts carries one of these conditions on `Group`. They ask for
the bind value `viewer_id` (0 for somebody who is not signed in), so that statements can be
written once per module and keep their place in SQLAlchemy's statement cache.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, exists, or_

from app.community.queries.tables import GROUPS, MEMBERSHIPS, group
from app.core.viewer import Viewer

VIEWER = bindparam("viewer_id", type_=Integer)

# An alias of its own: most statements join `Membership` themselves, for the viewer's role.
_inside = MEMBERSHIPS.alias()
_is_member = (
    exists().where(_inside.c.group_id == group.id, _inside.c.member_id == VIEWER).correlate(GROUPS)
)

# What is said in a group: everybody, people with an account, or the group's own members.
READABLE: ColumnElement[bool] = or_(
    group.audience == "public",
    and_(group.audience == "members", VIEWER > 0),
    and_(group.audience == "group", _is_member),
)

# The door of a group (name, purpose, rules): people with an account can find and join a group
# whose conversations only its members read. Without an account such a group does not exist.
FINDABLE: ColumnElement[bool] = or_(group.audience == "public", VIEWER != 0)


# How many people are in a group is said to its own members only. To anybody else the number
# would move by one when somebody joins, and for a rare condition that says who (safety S-8).
def for_members(count: ColumnElement[int], role: ColumnElement[str]) -> ColumnElement[int | None]:
    """The number where the viewer's `role` in the group is not empty, else nothing."""
    return case((role.is_not(None), count), else_=None)


def for_readers(count: ColumnElement[int]) -> ColumnElement[int | None]:
    """The number where the viewer reads what is said in the group, else nothing."""
    return case((READABLE, count), else_=None)


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """A condition on `Group` for other packages' queries: this viewer reads its conversations."""
    return READABLE.params(viewer_id=viewer.id)
