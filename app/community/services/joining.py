"""Coming into a group and leaving it. Both can be done twice without harm."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import delete, update

from app.community.events import MemberJoinedGroup, MemberLeftGroup
from app.community.models import Group, Membership
from app.community.queries import GroupRow, group_by_id
from app.community.services.actors import Actor, member_id_of
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Restricted, found
from app.core.events import emit
from app.core.inserting import insert_once
from app.moderation.queries.restrictions import FAR, kept_out_until


def join(*, by: Actor, group: GroupRow | Group | int) -> bool:
    """The member comes in; whether they were outside before.

    Raises:
        Forbidden: nobody is signed in, or moderators took them out of it and that holds.
        NotFound: there is no such group for this person.
    """
    member_id = member_id_of(by)
    group_id = group if isinstance(group, int) else group.id
    found(group_by_id(member_id, group_id))
    _require_not_kept_out(member_id, group_id)
    is_new = insert_once(
        Membership,
        group_id=group_id,
        member_id=member_id,
        role="member",
        granted_by_id=None,
        joined_at=now(),
    )
    if is_new:
        _count(group_id, 1)
        emit(MemberJoinedGroup(group_id=group_id, member_id=member_id))
    return is_new


def leave(*, by: Actor, group: GroupRow | Group | int) -> bool:
    """The member goes; whether they were inside before. What they wrote stays, and a steward
    who comes back comes back as a member.

    Raises:
        Forbidden: nobody is signed in.
        NotFound: there is no such group for this person.
    """
    member_id = member_id_of(by)
    group_id = group if isinstance(group, int) else group.id
    found(group_by_id(member_id, group_id))
    result = db.session.execute(
        delete(Membership).where(Membership.group_id == group_id, Membership.member_id == member_id)
    )
    if rows_changed(result) == 0:
        return False
    _count(group_id, -1)
    emit(MemberLeftGroup(group_id=group_id, member_id=member_id))
    return True


def _count(group_id: int, change: int) -> None:
    db.session.execute(
        update(Group).where(Group.id == group_id).values(member_count=Group.member_count + change)
    )


def _require_not_kept_out(member_id: int, group_id: int) -> None:
    until = kept_out_until(member_id, group_id)
    if until is None:
        return
    taken = _("Moderators took you out of this group. Why, and how to object, stands under "
              "My standing.")  # fmt: skip
    if until == FAR:
        raise Restricted(taken)
    raise Restricted(
        _("%(taken)s You can come in again after %(day)s.", taken=taken, day=format_date(until))
    )
