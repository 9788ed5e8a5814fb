"""The report counted from the log alone is the report of the page; who bends the log is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from app.accounts.services import erasing
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Decision
from app.moderation.services.looking_again import judge, to_judge
from app.moderation.services.transparency.collecting import facts_of_tables, report_of_today
from app.moderation.services.transparency.counting import report
from app.moderation.services.transparency.printing import as_plain
from app.moderation.services.transparency.recomputing import facts_of_log
from tests.factories import Maker
from tests.moderation.transparency.making import Desk

DONE = datetime(2026, 5, 4, 10, tzinfo=UTC)
LATER = datetime(2026, 7, 1, tzinfo=UTC)
KINDS = (
    *[("unkind", "hide", "unkind")] * 5, *[("worried", "nothing", "none")] * 2,
    *[("misleading", "note", "misleading")] * 2, ("promotion", "remove", "promotion"),
)  # fmt: skip


@pytest.fixture
def desk(app: Flask, make: Maker, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ten decisions in spring, five of them appealed, some judged twice; inside a request."""
    monkeypatch.setitem(app.config, "INSTANCE", tmp_path)
    with time_machine.travel(DONE), app.test_request_context():
        desk = Desk(make)
        for number, kind in enumerate(KINDS):
            _one(desk, number, *kind)
        for question in to_judge(desk.viewer("guard"), now())[:6]:
            with unit_of_work():
                judge(by=desk.viewer("guard"), decision_id=question.public_id, acts=True)
        yield desk


def _one(desk: Desk, number: int, reason: str, action: str, ground: str) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        case = desk.reported(reason=reason, body=f"Body {number}")
        clock.shift(60 * number)
        by = "guard" if reason == "worried" else "mod"
        decision = desk.decided(case, action=action, ground=ground, by=by)
        if action == "hide":
            desk.appealed(decision, outcome="upheld" if number else "overturned")


def test_both_ways_give_the_same_facts(desk: Desk) -> None:
    from_log, from_tables = facts_of_log(), facts_of_tables()
    assert len(from_log.decisions) == 10
    assert (len(from_log.appeals), len(from_log.reports), len(from_log.looks)) == (5, 10, 6)
    for name in ("decisions", "reports", "appeals", "looks"):
        told, kept = getattr(from_log, name), getattr(from_tables, name)
        assert sorted(map(repr, told)) == sorted(map(repr, kept)), name


def test_the_page_is_what_the_log_says(desk: Desk) -> None:
    told = report_of_today(LATER)
    assert as_plain(told) == as_plain(report(facts_of_log(), LATER))
    assert told.quarters[0].tables["action"].shown["hide"] == 5
    assert told.quarters[0].decision_minutes is not None


def test_nothing_changes_when_people_are_erased_or_distress_is_forgotten(desk: Desk) -> None:
    from app.moderation.services.retaining import forget_old_distress

    before = as_plain(report_of_today(LATER))
    with unit_of_work():
        erasing.erase(desk.people["author"].id, posts="remove")
        erasing.erase(desk.people["reporter"].id, posts="remove")
    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC)), unit_of_work():
        forget_old_distress()
    assert as_plain(report(facts_of_tables(), LATER)) == before
    assert as_plain(report(facts_of_log(), LATER)) == before


def test_a_decision_changed_in_its_table_shows(desk: Desk) -> None:
    """Whoever makes the tables look better is caught by the log."""
    with unit_of_work():
        for row in db.session.scalars(select(Decision).where(Decision.action == "remove")):
            row.action = "nothing"
    assert facts_of_tables() != facts_of_log()


def test_the_command_prints_either_and_refuses_a_bent_log(desk: Desk, app: Flask) -> None:
    run = app.test_cli_runner().invoke
    with time_machine.travel(LATER):
        from_tables = run(args=["moderation", "report"])
        from_log = run(args=["moderation", "report", "--from-log"])
        assert from_tables.exit_code == from_log.exit_code == 0, from_log.output
        assert json.loads(from_log.output) == json.loads(from_tables.output)
        assert json.loads(from_log.output)["quarters"][0]["tables"]["action"]["all"] == 10
        row = _bend()
        for command in (["moderation", "report", "--from-log"], ["audit", "verify"]):
            bent = run(args=command)
            assert bent.exit_code == 1
            assert f"row {row}: its content was changed" in bent.output


def _bend() -> int:
    """Somebody with the file makes a decision of the log a milder one."""
    decided = select(AuditEntry.id).where(AuditEntry.action == "case_decided")
    row: int = db.session.scalars(decided.order_by(AuditEntry.id)).all()[9]
    db.session.rollback()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER audit_entries_keep"))
        milder = text("UPDATE audit_entries SET details = replace(details, 'remove', 'nothing') "
                      "WHERE id = :id")  # fmt: skip
        connection.execute(milder, {"id": row})
    return row


def test_the_log_says_of_nobody_that_they_were_in_distress(desk: Desk) -> None:
    """Kept for six years, it holds no sign of it: neither the reason nor the level."""
    entries = db.session.execute(select(AuditEntry.action, AuditEntry.details)).all()
    assert [row for row in entries if "worried" in row.details or "crisis" in row.details] == []
    told = [json.loads(row.details) for row in entries if row.action == "thing_reported"]
    assert told == [{}] * 10
    reasons = [
        json.loads(row.details)["reports"] for row in entries if row.action == "case_decided"
    ]
    assert reasons.count({"other": 1}) == 2
