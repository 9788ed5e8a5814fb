"""Lines that people can call, as operators checked them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Helpline


def shown(country: str, today: date) -> list[Helpline]:
    """Those of a country whose check has not run out, in the order in which they were entered."""
    return list(
        db.session.scalars(
            select(Helpline)
            .where(Helpline.country == country, Helpline.expires_on >= today)
            .order_by(Helpline.id)
        )
    )


def countries(today: date) -> list[str]:
    """Codes of the countries that have a line to show."""
    which = select(Helpline.country).where(Helpline.expires_on >= today).distinct()
    return sorted(db.session.scalars(which))


def every_line() -> list[Helpline]:
    """All of them, those that ran out first, then by country."""
    return list(
        db.session.scalars(select(Helpline).order_by(Helpline.expires_on, Helpline.country))
    )


def line_of(public_id: str) -> Helpline | None:
    """One of them."""
    return db.session.scalars(select(Helpline).where(Helpline.public_id == public_id)).first()
