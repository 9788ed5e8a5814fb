"""People with whom the viewer shares a group."""

from __future__ import annotations

from sqlalchemy import or_, select

from app.accounts.services.naming import key_of
from app.chat.queries.tables import IN_GROUP, MEMBERS, in_group, member
from app.core.database import db
from app.core.viewer import Viewer


def companion_called(viewer: Viewer, name: str) -> int | None:
    """The key of the one with this display name, not oneself. Spelling that looks the same is
    the same name; what is written exactly so wins."""
    mine = select(in_group.group_id).where(in_group.member_id == viewer.id)
    theirs = IN_GROUP.alias("theirs")
    return db.session.scalar(
        select(member.id)
        .select_from(MEMBERS.join(theirs, theirs.c.member_id == member.id))
        .where(theirs.c.group_id.in_(mine), member.id != viewer.id)
        .where(or_(member.display_name == name, member.name_key == key_of(name)))
        .order_by((member.display_name == name).desc(), member.id)
        .limit(1)
    )
