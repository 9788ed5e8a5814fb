"""Sessions of signed-in devices: start, recognise, keep alive, end.

The cookie holds a random word of 256 bits, the table its SHA-256: who reads the table cannot
sign in with it. A word that is not in the table is nothing, so a cookie set beforehand by
somebody else is never adopted. Who may sign in at all: `signing_in`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Row, delete, func, select, update

from app.accounts import permissions
from app.accounts.events import SessionEnded
from app.accounts.models import Ceremony, RoleGrant, SignedInSession
from app.accounts.queries import members
from app.accounts.queries import sessions as rows
from app.accounts.services.words import hash_of, new_word
from app.core.clock import now
from app.core.database import db
from app.core.errors import found
from app.core.events import emit
from app.core.viewer import Viewer

# safety.md A-8: idle and absolute limits for members and for staff.
MEMBER_IDLE = timedelta(days=14)
MEMBER_LIFE = timedelta(days=60)
STAFF_IDLE = timedelta(minutes=30)
STAFF_LIFE = timedelta(hours=12)
# A device that others use too is forgotten after a day at the latest, even if it stays open.
SHARED_LIFE = timedelta(hours=12)
# "Last used" is kept this coarse: it needs no write per page, and tells less about a life.
TOUCH_AFTER = timedelta(minutes=5)
# The end of sessions that ran out.
OVER = datetime(1970, 1, 1, tzinfo=UTC)


def start_session(
    *, member_id: int, device: str, shared: bool = False, with_second_factor: bool = False
) -> str:
    """Sign a device in; returns the word for the cookie, which is kept nowhere else.

    Sweeps what ran out, whoever it belonged to. Needs an open unit of work.
    """
    moment = now()
    db.session.execute(delete(SignedInSession).where(SignedInSession.expires_at <= moment))
    word = new_word()
    life = SHARED_LIFE if shared else _life(_is_staff(member_id))
    db.session.add(
        SignedInSession(
            token_hash=hash_of(word),
            member_id=member_id,
            device=device[:80],
            created_at=moment,
            seen_at=moment,
            expires_at=moment + life,
            proved_at=moment,
            second_factor_at=moment if with_second_factor else None,
        )
    )
    db.session.flush()
    return word


def viewer_behind(word: str) -> tuple[Viewer, bool] | None:
    """Who the cookie word stands for, and whether the session's last use must be noted.

    One query. None when the word is unknown or the session ran out by the limits of the roles
    the member holds *now*: becoming staff shortens sessions that are already open.
    """
    row = rows.with_member(hash_of(word)) if word else None
    if row is None:
        return None
    held = frozenset(row.roles.split(",")) if row.roles else frozenset()
    moment = now()
    if not _is_fresh(moment, held, row.started_at, row.seen_at, row.expires_at):
        return None
    is_waiting = row.second_factor_at is None and not is_exempt(row.origin)
    is_suspended = row.suspended_until is not None and row.suspended_until > moment
    viewer = Viewer(
        id=row.id,
        public_id=row.public_id,
        display_name=row.display_name,
        roles=frozenset() if is_waiting or is_suspended else held,
        waiting_roles=held if is_waiting else frozenset(),
        locale=row.locale,
        time_zone=row.time_zone,
        display=row.display or {},
        session_id=row.session_id,
        proved_at=row.proved_at,
        unread=row.unread,
        closing_on=row.closing_on,
        suspended_until=row.suspended_until if is_suspended else None,
        filters=tuple(row.filters.split("\n")) if row.filters else (),
    )
    return viewer, moment - row.seen_at >= TOUCH_AFTER


def is_exempt(origin: str) -> bool:
    """People of the demonstration hold their roles without a second step, while this is one."""
    return origin == members.DEMO and bool(current_app.config["DEMO"])


def note_second_step(session_id: int) -> None:
    """A second factor was given in this session: the roles of its member wait no longer. The
    caller gives the session a new word (`proving.renew`). Needs an open unit of work."""
    _set_second_factor(SignedInSession.id == session_id, now())


def ask_second_step_again(member_id: int) -> None:
    """Roles of this member wait on every device until the second step is given there."""
    _set_second_factor(SignedInSession.member_id == member_id, None)


def ran_out(word: str) -> int:
    """The number of the session of that word when its time is over and that is not written down
    yet; else 0."""
    row = rows.with_member(hash_of(word)) if word else None
    return row.session_id if row is not None and row.expires_at > OVER else 0


def close(session_id: int) -> None:
    """Write down that a session ran out: a clock that goes back does not revive it (safety.md
    R-13). The row stays until the next sweep, see `owner_of`. Needs an open unit of work."""
    mine = SignedInSession.id == session_id
    db.session.execute(update(SignedInSession).where(mine).values(expires_at=OVER))


def owner_of(word: str) -> int:
    """Whose word this is or was, also after it ran out; 0 when it is unknown. Opens nothing."""
    row = rows.with_member(hash_of(word)) if word else None
    return row.id if row else 0


def devices(viewer: Viewer) -> Sequence[Row[Any]]:
    """Where the viewer is signed in now, last used first; see `queries.sessions.devices_of`."""
    moment = now()
    is_staff = permissions.is_staff(viewer.roles | viewer.waiting_roles)
    idle = STAFF_IDLE if is_staff else MEMBER_IDLE
    return rows.devices_of(viewer, at=moment, seen_after=moment - idle)


def touch(session_id: int) -> None:
    """Note that a session was used just now. Needs an open unit of work."""
    db.session.execute(
        update(SignedInSession).where(SignedInSession.id == session_id).values(seen_at=now())
    )


def end_current(*, by: Viewer) -> None:
    """Sign this device out: its row goes, so a copied cookie opens nothing any more."""
    row = db.session.get(SignedInSession, by.session_id)
    if row is not None and row.member_id == by.id:
        _end(row, by.public_id)


def end_device(*, by: Viewer, public_id: str) -> None:
    """Sign one of the viewer's own devices out.

    Raises:
        NotFound: it is not one of theirs.
    """
    _end(found(rows.device_of(by, public_id)), by.public_id)


def end_others(*, by: Viewer) -> int:
    """Sign every device of the viewer out but this one; returns how many."""
    return end_all(member_id=by.id, public_id=by.public_id, but=by.session_id)


def end_all(*, member_id: int, public_id: str, but: int = 0) -> int:
    """Sign a member out everywhere, for instance when roles change; returns how many. Whoever has
    given a password and not yet the second step must begin again, too."""
    half_in = update(Ceremony).where(Ceremony.member_id == member_id)
    db.session.execute(half_in.values(expires_at=now()))
    ended = [row for row in rows.of_member(member_id) if row.id != but]
    for row in ended:
        _end(row, public_id)
    return len(ended)


def _end(row: SignedInSession, member_public_id: str) -> None:
    db.session.delete(row)
    db.session.flush()
    emit(
        SessionEnded(
            member_id=row.member_id,
            public_id=member_public_id,
            session_public_id=row.public_id,
        )
    )


def _is_fresh(
    moment: datetime,
    roles: frozenset[str],
    started_at: datetime,
    seen_at: datetime,
    expires_at: datetime,
) -> bool:
    staff = permissions.is_staff(roles)
    idle = STAFF_IDLE if staff else MEMBER_IDLE
    return moment < min(expires_at, started_at + _life(staff), seen_at + idle)


def _set_second_factor(which: ColumnElement[bool], moment: datetime | None) -> None:
    db.session.execute(update(SignedInSession).where(which).values(second_factor_at=moment))


def _life(staff: bool) -> timedelta:
    return STAFF_LIFE if staff else MEMBER_LIFE


def _is_staff(member_id: int) -> bool:
    return bool(
        db.session.scalar(
            select(func.count(RoleGrant.id)).where(
                RoleGrant.member_id == member_id, RoleGrant.ended_at.is_(None)
            )
        )
    )
