"""The members of the demo, through the door that imports use, and what they agreed to."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from app.accounts.queries.members import DEMO
from app.accounts.services.consenting import current_text, write_line
from app.accounts.services.enrolling import enrol_contributors
from app.demo.services.people import Person
from app.demo.services.sign_ins import SignIn

BATCH = 2_000


def enrol(
    people: list[Person], sign_ins: list[SignIn], *, until: datetime, rng: random.Random
) -> None:
    """Write everybody and give them their ids; some then withdraw a consent."""
    by_role = {one.role: one for one in sign_ins}
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        rows = [_row(person, by_role.get(person.role)) for person in batch]
        for person, number in zip(batch, enrol_contributors(rows, data_set=DEMO), strict=True):
            person.id = number
    for person in people:
        if person.withdrew:
            _withdraw(person, person.joined + (until - person.joined) * rng.random())


def _row(person: Person, sign_in: SignIn | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "display_name": person.name,
        "joined_at": person.joined,
        "consents": person.consents,
    }
    if sign_in:
        row |= {"email": sign_in.email, "password_hash": sign_in.password_hash}
    return row


def _withdraw(person: Person, at: datetime) -> None:
    text = current_text(person.withdrew or "", "en")
    moment = at.replace(microsecond=0) + timedelta(seconds=1)
    write_line(member_id=person.id, text=text, given=False, source=DEMO, at=moment)
