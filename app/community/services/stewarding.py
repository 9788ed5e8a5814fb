"""Naming the people who look after a group."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.community import permissions
from app.community.events import StewardDismissed
from app.community.models import Membership
from app.community.queries import group_by_id, member_named, member_with_public_id
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer


def appoint(*, by: Viewer, group_id: int, name: str) -> None:
    """The member of the group with this display name becomes its steward; being one already
    changes nothing.

    Raises:
        NotFound: the group is not for this viewer.
        Forbidden: the viewer is neither operator nor steward of it.
        Invalid: nobody in the group has this name.
    """
    require(permissions.can_appoint(by, found(group_by_id(by.id, group_id))))
    member_id = member_named(group_id, name)
    if member_id is None:
        raise Invalid("name", _("Nobody with this name is in the group."))
    _set_role(group_id, member_id, "steward", granted_by_id=by.id if by.id > 0 else None)


def dismiss(*, by: Viewer, group_id: int, member_public_id: str) -> None:
    """A steward becomes a member like all others.

    Raises:
        NotFound: the group is not for this viewer, or nobody in it has this id.
        Forbidden: the viewer is neither operator nor steward of it.
    """
    require(permissions.can_appoint(by, found(group_by_id(by.id, group_id))))
    member_id = found(member_with_public_id(group_id, member_public_id))
    if _set_role(group_id, member_id, "member", granted_by_id=None):
        emit(StewardDismissed(group_id=group_id, member_id=member_id))


def _set_role(group_id: int, member_id: int, role: str, *, granted_by_id: int | None) -> bool:
    changed = db.session.execute(
        update(Membership)
        .where(Membership.group_id == group_id, Membership.member_id == member_id)
        .where(Membership.role != role)
        .values(role=role, granted_by_id=granted_by_id)
    )
    return rows_changed(changed) > 0
