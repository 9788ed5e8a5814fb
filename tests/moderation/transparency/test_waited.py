"""How often something waited for a person first: counted once a quarter, from the log, never one by one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Hold
from app.moderation.services.counting_holds import count_holds
from app.moderation.services.transparency.collecting import facts_of_tables, report_of_today
from app.moderation.services.transparency.facts import WaitedFact
from app.moderation.services.transparency.printing import as_plain
from app.moderation.services.transparency.recomputing import facts_of_log

SPRING = datetime(2026, 5, 4, 10, tzinfo=UTC)
LATER = datetime(2026, 7, 1, 3, tzinfo=UTC)


def wait(minutes: list[int], at: datetime = SPRING) -> None:
    """As many holds as there are numbers, ended after so many minutes; one beside them goes on."""
    case = Case(kind="post", thing_id=f"made-{at:%Y-%m-%d}", level="red", rank=20, opened_at=at)
    db.session.add(case)
    db.session.flush()
    for number in minutes:
        ends = at + timedelta(minutes=number)
        db.session.add(Hold(case_id=case.id, began_at=at, ended_as="shown", ended_at=ends))
    db.session.add(Hold(case_id=case.id, began_at=at))
    db.session.flush()


def counted() -> list[dict[str, object]]:
    entries = select(AuditEntry.details).where(AuditEntry.action == "holds_counted")
    return [json.loads(said) for said in db.session.scalars(entries.order_by(AuditEntry.id))]


@pytest.mark.parametrize(
    ("waited", "held", "minutes"),
    [([], 0, None), ([9], None, None), ([9, 9, 9, 9], None, None), ([5, 10, 20, 30, 600], 5, 20)],
)
def test_an_entry_a_quarter_and_no_small_number(inside: Flask, waited, held, minutes) -> None:
    with unit_of_work():
        wait(waited)
        wait([1] * 9, at=LATER)
        count_holds(LATER + timedelta(days=2))
        count_holds(LATER + timedelta(days=3))
    assert counted() == [{"quarter": "2026-2", "held": held, "minutes": minutes}]


def test_the_page_tells_what_the_log_says_also_when_the_rows_are_gone(
    inside: Flask, client
) -> None:
    with unit_of_work():
        wait([5, 10, 20, 30, 600])
        count_holds(LATER)
        db.session.execute(delete(Hold))
    assert facts_of_tables().waited == (WaitedFact("2026-2", 5, 20),) == facts_of_log().waited
    with time_machine.travel(LATER), inside.test_request_context():
        (quarter,) = as_plain(report_of_today(LATER))["quarters"]
        assert (quarter["waited_first"], quarter["waited_first_minutes_median"]) == (5, 20)
        said = client.page("/transparency?quarter=2026-2").main.text
    assert "Posts that waited until a person had read them" in said


def test_what_is_not_told_of_a_quarter_is_not_in_the_sum(inside: Flask) -> None:
    with unit_of_work():
        wait([3, 3, 3])
        count_holds(LATER)
        wait([8] * 6, at=LATER)
        count_holds(LATER + timedelta(days=95))
    told = as_plain(report_of_today(LATER + timedelta(days=95)))
    assert [one["waited_first"] for one in told["quarters"]] == [6, None]
    assert (told["all"]["waited_first"], told["all"]["waited_first_minutes_median"]) == (6, None)
