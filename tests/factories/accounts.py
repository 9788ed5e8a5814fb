"""Members, their roles and consents."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import Block, ConsentState, Member, RoleGrant
from app.core.clock import now
from app.core.database import db
from app.core.viewer import Viewer

_number = itertools.count(1)


def member(*, roles: tuple[str, ...] = (), consents: tuple[str, ...] = (), **values: Any) -> Member:
    """A member 100 days old with a confirmed address; `consents` hold since 60 days. Has no
    password."""
    n = next(_number)
    name = values.pop("display_name", f"Wren {n}")
    values.setdefault("email", f"member{n}@example.org")
    values.setdefault("created_at", now() - timedelta(days=100))
    values.setdefault("email_confirmed_at", values["created_at"])
    values.setdefault("age_confirmed", 16)
    row = Member(
        display_name=name,
        name_key=f"{name.casefold()} {n}",
        email_key=values["email"],
        **values,
    )
    db.session.add(row)
    db.session.flush()
    for role in roles:
        db.session.add(RoleGrant(member_id=row.id, role=role, reason="in the cast"))
    for purpose in consents:
        consent(member=row, purpose=purpose)
    db.session.flush()
    return row


def consent(*, member: Member, purpose: str, holds: bool = True, days: int = 60) -> ConsentState:
    """The state of one consent, without its ledger line."""
    state = ConsentState(
        member_id=member.id,
        purpose=purpose,
        holds=holds,
        since=now() - timedelta(days=days),
        text_version=1,
    )
    db.session.add(state)
    db.session.flush()
    return state


def viewer(*, member: Member) -> Viewer:
    """The member as queries and services see them."""
    roles = db.session.scalars(
        select(RoleGrant.role).where(RoleGrant.member_id == member.id, RoleGrant.ended_at.is_(None))
    )
    return Viewer(
        id=member.id,
        public_id=member.public_id,
        display_name=member.display_name,
        roles=frozenset(roles),
    )


def block(*, by: Member, member: Member, kind: str = "block") -> Block:
    """One member does not want to hear another."""
    row = Block(by_id=by.id, member_id=member.id, kind=kind)
    db.session.add(row)
    db.session.flush()
    return row
