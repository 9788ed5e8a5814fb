"""Site roles: given and ended with a reason, by an operator or on the server's command line.

A role that was given waits on every device until the second step is given there, under a new word;
one that ended signs the member out everywhere: what a session may do never grows or shrinks while
its word lives (safety.md V-13). Stewards of a group belong to the community package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from app.accounts import permissions
from app.accounts.events import RoleEnded, RoleGranted
from app.accounts.models import RoleGrant
from app.accounts.queries import members
from app.accounts.queries import roles as rows
from app.accounts.services import sessions
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.events import emit
from app.core.viewer import ANONYMOUS, Viewer

LONGEST_REASON = 300


@dataclass(frozen=True)
class Server:
    """The command line of the server stands in for an operator: who may run commands there
    could change the database anyway."""

    viewer: Viewer = ANONYMOUS


THE_SERVER = Server()


class Change(Protocol):
    """What `grant` and `end` have in common."""

    def __call__(self, *, by: Viewer | Server, member: Viewer, role: str, reason: str) -> None:
        """Change one role of one member."""


def grant(*, by: Viewer | Server, member: Viewer, role: str, reason: str) -> None:
    """Give a member a site role. Nothing happens when they hold it.

    Raises:
        Forbidden: `by` is no operator.
        Invalid: no such role, or no reason.
    """
    actor = _operator(by)
    _check(role, reason)
    members.lock(member.id)
    if rows.current(member.id, role):
        return
    db.session.add(
        RoleGrant(
            member_id=member.id,
            role=role,
            granted_by_id=actor.id or None,
            reason=reason.strip(),
        )
    )
    db.session.flush()
    emit(
        RoleGranted(
            member_id=member.id,
            public_id=member.public_id,
            role=role,
            by_public_id=actor.public_id,
        )
    )
    sessions.ask_second_step_again(member.id)


def end(*, by: Viewer | Server, member: Viewer, role: str, reason: str) -> None:
    """End a member's site role. Nothing happens when they do not hold it.

    Raises:
        Forbidden: `by` is no operator.
        Invalid: no such role, no reason, or it would leave the site without an operator.
    """
    actor = _operator(by)
    _check(role, reason)
    holders = rows.lock_current(role)
    current = rows.current(member.id, role)
    if current is None:
        return
    if not permissions.can_end_role(role, operators=holders):
        raise Invalid("role", _("This is the last operator. Make somebody else operator first."))
    current.ended_by_id, current.ended_at = actor.id or None, now()
    current.ended_reason = reason.strip()
    db.session.flush()
    emit(
        RoleEnded(
            member_id=member.id,
            public_id=member.public_id,
            role=role,
            by_public_id=actor.public_id,
        )
    )
    sessions.end_all(member_id=member.id, public_id=member.public_id)


def _operator(by: Viewer | Server) -> Viewer:
    if isinstance(by, Server):
        return by.viewer
    require(permissions.can_assign_roles(by))
    return by


def _check(role: str, reason: str) -> None:
    if role not in permissions.SITE_ROLES:
        raise Invalid("role", _("Choose a role."))
    if not reason.strip():
        raise Invalid("reason", _("Write why. It is kept with the role."))
    if len(reason.strip()) > LONGEST_REASON:
        raise Invalid("reason", _("Make the reason shorter: at most 300 characters."))
