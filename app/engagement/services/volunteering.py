"""Saying that one likes to welcome newcomers of a group, resting from it, and stopping."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, update

from app.community.queries import group_by_id
from app.core.clock import now
from app.core.database import db
from app.core.errors import found, require
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.engagement import permissions
from app.engagement.models import HelperWish

REST_DAYS = 14


def offer(*, by: Viewer, group_id: int) -> None:
    """The member likes to welcome newcomers of the group, and does not rest (any more).

    Raises:
        NotFound: no such group for this viewer.
        Forbidden: they are not in it.
    """
    _require_place(by, group_id)
    if not insert_once(
        HelperWish, group_id=group_id, member_id=by.id, rests_until=None, since=now()
    ):
        _set_rest(by.id, group_id, None)


def rest(*, by: Viewer, group_id: int) -> None:
    """Nobody asks them for two weeks, counted in days of UTC; whoever never offered stays so.

    Raises:
        NotFound: no such group for this viewer.
        Forbidden: they are not in it.
    """
    _require_place(by, group_id)
    _set_rest(by.id, group_id, REST_DAYS)


def stop(*, by: Viewer, group_id: int) -> None:
    """They do not want to be asked any more. What they said yes to stays.

    Raises:
        NotFound: no such group for this viewer.
        Forbidden: they are not in it.
    """
    _require_place(by, group_id)
    db.session.execute(
        delete(HelperWish).where(HelperWish.group_id == group_id, HelperWish.member_id == by.id)
    )


def _require_place(by: Viewer, group_id: int) -> None:
    require(permissions.can_help(found(group_by_id(by.id, group_id))))


def _set_rest(member_id: int, group_id: int, days: int | None) -> None:
    until = None if days is None else now().date() + timedelta(days=days)
    db.session.execute(
        update(HelperWish)
        .where(HelperWish.group_id == group_id, HelperWish.member_id == member_id)
        .values(rests_until=until)
    )
