"""Cases as rows, of things that are not there, for lists of many and for simulated desks; and what
a page holds of a statement of reasons."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup

from app.core.clock import now
from app.core.database import db
from app.moderation.models import Case, Evidence
from app.moderation.steps import RANKS, SENSITIVE

_number = itertools.count(1)


def new_case(level: str, at: datetime | None = None, place: str = "", **values: Any) -> Case:
    """The row. Needs an open unit of work."""
    values = {"rank": RANKS[level], "is_sensitive": level in SENSITIVE, "kind": "message"} | values
    row = Case(thing_id=f"thing{next(_number)}", level=level, opened_at=at or now(), **values)
    db.session.add(row)
    db.session.flush()
    if place:
        db.session.add(
            Evidence(
                case_id=row.id, words="Words", place=place, written_at=now(), digest=str(row.id)
            )
        )
        db.session.flush()
    return row


def statement_in(page: BeautifulSoup) -> dict[str, str]:
    """The fields of the form, as a browser would send them."""
    form = page.select_one("main form[action$='/decide']")
    said = {box["name"]: box.text.strip() for box in form.select("textarea")}
    boxes = form.select("input[type=hidden], input[type=radio][checked]")
    said |= {box["name"]: box["value"] for box in boxes}
    chosen = {box["name"]: box.select_one("option[selected]") for box in form.select("select")}
    return said | {name: option["value"] for name, option in chosen.items()}
