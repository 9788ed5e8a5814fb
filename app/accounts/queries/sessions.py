"""Sessions as rows: who is behind a cookie, and on which devices a member is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, null, select

from app.accounts.models import Member, RoleGrant, SignedInSession
from app.core.database import db
from app.core.viewer import Viewer

# Written once, over tables and not over mapped classes: it runs on every request, and building
# the statement anew cost as much as a third of a topic's page.
_session, _member, _grant = SignedInSession.__table__, Member.__table__, RoleGrant.__table__
_roles = (
    select(func.aggregate_strings(_grant.c.role, ","))
    .where(_grant.c.member_id == _member.c.id, _grant.c.ended_at.is_(None))
    .scalar_subquery()
)
# What packages above keep about a member and every request has to know: subqueries on the member's
# key, read in the same statement. A `Viewer` says what each means.
_supplied: dict[str, ColumnElement[Any]] = {"suspended_until": null(), "filters": null()}
_WITH_MEMBER = (
    select(
        _session.c.id.label("session_id"),
        _session.c.created_at.label("started_at"),
        _session.c.seen_at,
        _session.c.expires_at,
        _session.c.proved_at,
        _session.c.second_factor_at,
        _member.c.id,
        _member.c.public_id,
        _member.c.display_name,
        _member.c.locale,
        _member.c.time_zone,
        _member.c.display,
        _member.c.origin,
        _member.c.unread,
        _member.c.closing_on,
        _roles.label("roles"),
    )
    .select_from(_session)
    .join(_member, _member.c.id == _session.c.member_id)
    .where(_session.c.token_hash == bindparam("token_hash"))
)


def supply(name: str, column: ColumnElement[Any]) -> None:
    """Let the statement read one thing more. Called when a package is plugged in.

    Raises:
        KeyError: a `Viewer` knows nothing of that name.
    """
    _supplied[name]
    _supplied[name] = column
    _whole.cache_clear()


@cache
def _whole() -> Select[Any]:
    return _WITH_MEMBER.add_columns(*(one.label(name) for name, one in _supplied.items()))


def with_member(token_hash: str) -> Row[Any] | None:
    """The session of that hash, its member and the member's current roles, in one query.

    Columns, not entities: it runs on every request. `roles` is a comma-separated string or
    None. Says nothing about whether the session is still fresh; the service does.
    """
    return db.session.execute(_whole(), {"token_hash": token_hash}).one_or_none()


def devices_of(viewer: Viewer, *, at: datetime, seen_after: datetime) -> Sequence[Row[Any]]:
    """The viewer's own sessions that have not run out, last used first."""
    return db.session.execute(
        select(
            SignedInSession.id,
            SignedInSession.public_id,
            SignedInSession.device,
            SignedInSession.created_at,
            SignedInSession.seen_at,
        )
        .where(
            SignedInSession.member_id == viewer.id,
            SignedInSession.expires_at > at,
            SignedInSession.seen_at > seen_after,
        )
        .order_by(SignedInSession.seen_at.desc(), SignedInSession.id.desc())
    ).all()


def device_of(viewer: Viewer, public_id: str) -> SignedInSession | None:
    """One of the viewer's own sessions; None for anybody else's."""
    return db.session.scalar(
        select(SignedInSession).where(
            SignedInSession.public_id == public_id, SignedInSession.member_id == viewer.id
        )
    )


def of_member(member_id: int) -> Sequence[SignedInSession]:
    """Every session of a member, to end them."""
    return db.session.scalars(
        select(SignedInSession).where(SignedInSession.member_id == member_id)
    ).all()
