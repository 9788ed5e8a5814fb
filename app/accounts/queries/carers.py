"""Carer links: who lets whom see or keep their health entries, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import CarerLink, Member
from app.core.clock import now
from app.core.database import db
from app.core.viewer import Viewer

_LINK = (
    CarerLink.public_id,
    CarerLink.label,
    CarerLink.scope,
    CarerLink.invited_at,
    CarerLink.accepted_at,
    CarerLink.ends_on,
    CarerLink.ended_at,
)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one person lets the viewer do for them just now. `scope`: read, or write as well."""

    link_id: str
    person: Viewer
    scope: str
    ends_on: date


def _lives() -> ColumnElement[bool]:
    return CarerLink.ended_at.is_(None) & (CarerLink.ends_on >= now().date())


def carers_of(viewer: Viewer) -> Sequence[Row[Any]]:
    """The viewer's own links, living and open ones: `public_id label scope … carer_name`."""
    carer = aliased(Member)
    return db.session.execute(
        select(*_LINK, carer.display_name.label("carer_name"))
        .outerjoin(carer, carer.id == CarerLink.carer_id)
        .where(CarerLink.person_id == viewer.id, _lives())
        .order_by(CarerLink.id)
    ).all()


def cared_for_by(viewer: Viewer) -> Sequence[Row[Any]]:
    """Whom the viewer may look after now: `public_id scope … person_name`. Whoever is leaving
    the site is not looked after any more."""
    return db.session.execute(
        select(*_LINK, Member.display_name.label("person_name"))
        .join(Member, Member.id == CarerLink.person_id)
        .where(CarerLink.carer_id == viewer.id, CarerLink.accepted_at.is_not(None), _lives())
        .where(Member.closing_on.is_(None))
        .order_by(CarerLink.id)
    ).all()


def grant_to(viewer: Viewer, link_public_id: str) -> Grant | None:
    """What this link lets the viewer do now; None when it is not theirs, open, ended, run out, or
    the person is leaving."""
    row = db.session.execute(
        select(
            CarerLink.public_id.label("link_id"),
            CarerLink.scope,
            CarerLink.ends_on,
            Member.id,
            Member.public_id,
            Member.display_name,
        )
        .join(Member, Member.id == CarerLink.person_id)
        .where(CarerLink.public_id == link_public_id, CarerLink.carer_id == (viewer.id or None))
        .where(CarerLink.accepted_at.is_not(None), Member.closing_on.is_(None), _lives())
    ).one_or_none()
    if row is None:
        return None
    person = Viewer(id=row.id, public_id=row.public_id, display_name=row.display_name)
    return Grant(link_id=row.link_id, person=person, scope=row.scope, ends_on=row.ends_on)


def link_between(viewer: Viewer, link_public_id: str) -> CarerLink | None:
    """A living or open link that the viewer is one side of, to change it."""
    mine = (CarerLink.person_id == viewer.id) | (CarerLink.carer_id == viewer.id)
    return db.session.scalar(
        select(CarerLink).where(CarerLink.public_id == link_public_id, mine, _lives())
    )


def open_invitation(link_public_id: str) -> CarerLink | None:
    """An invitation that nobody answered yet."""
    return db.session.scalar(
        select(CarerLink).where(
            CarerLink.public_id == link_public_id, CarerLink.accepted_at.is_(None), _lives()
        )
    )


def count_living(person_id: int) -> int:
    """How many links a person has, open invitations included."""
    living = select(func.count(CarerLink.id)).where(CarerLink.person_id == person_id, _lives())
    return db.session.scalar(living) or 0
