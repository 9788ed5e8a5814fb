"""Who may know of a group and who reads what is said in it: the one place that says so in SQL.

Every query of groups, topics and posts carries one of these conditions on `Group`. They ask for
the bind value `viewer_id` (0 for somebody who is not signed in), so that statements can be
written once per module and keep their place in SQLAlchemy's statement cache.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, or_

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


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """A condition on `Group` for other packages' queries: this viewer reads its conversations."""
    return READABLE.params(viewer_id=viewer.id)
