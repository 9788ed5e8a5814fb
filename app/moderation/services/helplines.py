"""Keeping the table of helplines: entered, checked again, taken out, by operators only.

A line is shown for 180 days after somebody checked it on the service's own page (science.md 4.3).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from flask_babel import gettext as _

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.viewer import Viewer
from app.moderation.models import Helpline
from app.moderation.queries.helplines import line_of
from app.moderation.services.reporting import check_url

GOOD_FOR = timedelta(days=180)
_PHONE = re.compile(r"[+]?[0-9][0-9 ()/-]{1,38}")
# What a line consists of, and how long each part may be.
_FIELDS = {
    "country": 2, "service": 200, "phone": 40, "text_or_chat": 200, "hours": 100,
    "languages": 200, "cost": 100, "ages": 100, "source_url": 500,
}  # fmt: skip


def save(*, by: Viewer, public_id: str | None, **values: str) -> Helpline:
    """Enter a line, or write it anew; it counts as checked today. Needs an open unit of work.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: there is no line with this id.
        Invalid: something is missing, or no number.
    """
    require(by.has_role("operator"))
    told = {name: values.get(name, "").strip() for name in _FIELDS}
    told["country"] = told["country"].upper()
    _check(told)
    today = now().date()
    row = found(line_of(public_id)) if public_id else None
    if row is None:
        row = Helpline(
            country=told["country"], service=told["service"], phone=told["phone"],
            text_or_chat=told["text_or_chat"], hours=told["hours"], languages=told["languages"],
            cost=told["cost"], ages=told["ages"], source_url=told["source_url"],
            verified_on=today, verified_by_id=by.id, expires_on=today + GOOD_FOR,
        )  # fmt: skip
        db.session.add(row)
    else:
        for name, value in told.items():
            setattr(row, name, value)
        _checked(row, by, today)
    db.session.flush()
    record(by=by, action="helpline_saved", details={"line": row.public_id})
    return row


def check_again(*, by: Viewer, public_id: str) -> None:
    """An operator looked at its page today and nothing had changed. Needs an open unit of work.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: there is no line with this id.
    """
    require(by.has_role("operator"))
    row = found(line_of(public_id))
    _checked(row, by, now().date())
    db.session.flush()
    record(by=by, action="helpline_saved", details={"line": row.public_id})


def remove(*, by: Viewer, public_id: str) -> None:
    """Take a line out. Needs an open unit of work.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: there is no line with this id.
    """
    require(by.has_role("operator"))
    row = found(line_of(public_id))
    record(by=by, action="helpline_removed", details={"line": row.public_id})
    db.session.delete(row)
    db.session.flush()


def _checked(row: Helpline, by: Viewer, today: date) -> None:
    row.verified_on, row.verified_by_id, row.expires_on = today, by.id, today + GOOD_FOR


def _check(told: dict[str, str]) -> None:
    if not re.fullmatch(r"[A-Z]{2}", told["country"]):
        raise Invalid("country", _("Write the two letters of the country, such as DE."))
    for name in ("service", "hours", "languages", "source_url"):
        if not told[name]:
            raise Invalid(name, _("Fill this in: people rely on it."))
    if told["phone"] and not _PHONE.fullmatch(told["phone"]):
        raise Invalid("phone", _("Write the number as it is dialled, with digits."))
    if not told["phone"] and not told["text_or_chat"]:
        raise Invalid("phone", _("Give a number, or how to text or chat."))
    for name, value in told.items():
        if len(value) > _FIELDS[name]:
            raise Invalid(name, _("Make it shorter."))
    check_url(told["source_url"])
