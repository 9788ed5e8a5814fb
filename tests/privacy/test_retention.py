"""Nothing is kept longer than its rule, for every rule of the inventory."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update

from app.accounts.models import Export, Member
from app.accounts.queries.belonging import table_of
from app.accounts.services import retention
from app.accounts.services.exporting import storing
from app.core.clock import now
from app.core.database import db
from app.core.inventory import Rule, Stored, inventory
from app.core.transactions import unit_of_work
from tests.privacy.filling import Filled, fill, shared_rows

# A table may have a second rule, for rows that the first one leaves longer.
RULES = [
    [(line, line.rules[place]) for line in inventory().values() if len(line.rules) > place]
    for place in (0, 1)
]
# Neither personal nor of an owner, so `fill` leaves it out.
FORM = {"key_hash": "k" * 64, "location": "/"}


@pytest.fixture
def ann(inside: Flask, folder: Path) -> Filled:
    """Somebody with one row in every table."""
    ann = fill("a", shared_rows())
    with unit_of_work():
        row = {**FORM, "created_at": now()}
        table = table_of(inventory()["sent_forms"])
        added = db.session.execute(insert(table).values(row).returning(table.c.id))
        ann.rows["sent_forms"] = {**row, "id": added.scalar_one()}
    return ann


def ages_of(line: Stored, rule: Rule) -> list[bool]:
    """Of the rows under a rule with anything to sweep left in them: is each too old?"""
    table = table_of(line)
    wanted = select(table.c[rule.column]).where(table.c[rule.column].is_not(None))
    for name in line.swept:
        wanted = wanted.where(table.c[name] != "")
    if rule.which:
        chosen = table.c[rule.which]
        is_it = chosen.startswith(rule.value) if rule.how == "starts" else chosen == rule.value
        wanted = wanted.where(is_it)
    return [moment < rule.limit(now()) for moment in db.session.scalars(wanted)]


def age_row(person: Filled, line: Stored, rule: Rule, *, seconds: int) -> None:
    """Move the person's row to so many seconds after its limit."""
    table = table_of(line)
    values: dict[str, Any] = {rule.column: rule.limit(now()) + timedelta(seconds=seconds)}
    if rule.which:
        values[rule.which] = rule.value + ("x" if rule.how == "starts" else "")
    if line.table == "audit_entries":
        return _add_entry(person, values)
    with unit_of_work():
        key = table.c.id == person.rows[line.table]["id"]
        db.session.execute(update(table).where(key).values(values))
    return None


def _add_entry(person: Filled, values: dict[str, Any]) -> None:
    """The database lets nobody change the log; an older entry is another row, before the others."""
    line = inventory()["audit_entries"]
    row = {k: v for k, v in person.rows[line.table].items() if k != "id"}
    with unit_of_work():
        new = {**row, **values, "id": -1, "entry_hash": "another"}
        db.session.execute(insert(table_of(line)).values(new))


@pytest.mark.parametrize("rules", RULES, ids=("first", "second"))
def test_what_is_a_minute_too_old_goes(rules: Any, ann: Filled) -> None:
    for line, rule in rules:
        age_row(ann, line, rule, seconds=-60)
    assert [line.table for line, rule in rules if True not in ages_of(line, rule)] == []
    retention.run()
    assert [line.table for line, rule in rules if True in ages_of(line, rule)] == []


@pytest.mark.parametrize("rules", RULES, ids=("first", "second"))
def test_what_has_a_minute_left_stays(rules: Any, ann: Filled) -> None:
    for line, rule in rules:
        if line.table != "audit_entries":
            age_row(ann, line, rule, seconds=60)
    retention.run()
    assert [line.table for line, rule in rules if False not in ages_of(line, rule)] == []


def test_a_second_run_finds_nothing(ann: Filled) -> None:
    for line, rule in RULES[0]:
        age_row(ann, line, rule, seconds=-60)
    assert set(retention.due()) == {line.table for line, _rule in RULES[0]}
    assert retention.run()
    assert retention.due() == {}
    assert retention.run() == {}


def test_counting_changes_nothing(ann: Filled) -> None:
    line = inventory()["sign_ins"]
    age_row(ann, line, line.rules[0], seconds=-60)
    assert retention.due()["sign_ins"] == 1
    assert retention.due()["sign_ins"] == 1


def test_a_run_that_was_stopped_goes_on_where_it_was(
    ann: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was swept before stays swept; each transaction is small."""
    monkeypatch.setattr(retention, "AT_A_TIME", 2)
    table = table_of(inventory()["sign_ins"])
    row = {k: v for k, v in ann.rows["sign_ins"].items() if k != "id"}
    with unit_of_work():
        old = {**row, "at": now() - timedelta(days=200)}
        db.session.execute(insert(table), [old] * 5)
    taken: list[int] = []
    real = retention._some

    def stopped(line: Stored) -> int:
        if line.table == "sign_ins" and len(taken) == 2:
            raise KeyboardInterrupt
        count = real(line)
        if line.table == "sign_ins":
            taken.append(count)
        return count

    with monkeypatch.context() as patch:
        patch.setattr(retention, "_some", stopped)
        with pytest.raises(KeyboardInterrupt):
            retention.run()
    assert (taken, retention.due()["sign_ins"]) == ([2, 2], 1)
    assert retention.run()["sign_ins"] == 1


def test_the_file_of_a_copy_goes_on_its_day(inside: Flask, folder: Path, make: Any) -> None:
    ann = make.member()
    with unit_of_work():
        ready, over = (
            Export(member_id=ann.id, state="ready"),
            Export(member_id=ann.id, state="ready"),
        )
        for export, hours in ((ready, 1), (over, -1)):
            export.expires_at = now() + timedelta(hours=hours)
            export.file_name = storing.store(b"copy", export_id=export.public_id)
            db.session.add(export)
    storing.store(b"of somebody erased", export_id="nobody")
    retention.run()
    assert storing.names() == {ready.file_name}
    assert db.session.get_one(Export, over.id, populate_existing=True).state == "gone"


def test_letters_in_the_folder_go_after_thirty_days(inside: Flask, folder: Path) -> None:
    (folder / "letters").mkdir()
    for name, days in (("old", 31), ("new", 29)):
        file = folder / "letters" / f"{name}.eml"
        file.write_text("Subject: x\n\nWords")
        moment = (now() - timedelta(days=days)).timestamp()
        os.utime(file, (moment, moment))
    retention.run()
    assert [file.name for file in (folder / "letters").iterdir()] == ["new.eml"]


def test_the_command_counts_first_and_then_removes(app: Flask, folder: Path, make: Any) -> None:
    ann = make.member()
    with app.app_context(), unit_of_work():
        table = table_of(inventory()["sign_ins"])
        old = {"member_id": ann.id, "at": now() - timedelta(days=181), "device": "", "way": "passkey",
               "with_second_factor": True, "is_new_device": False}  # fmt: skip
        db.session.execute(insert(table).values(old))
    run = app.test_cli_runner().invoke
    assert "1  sign_ins" in run(args=["retention", "run", "--dry-run"]).output
    assert "1  sign_ins" in run(args=["retention", "run"]).output
    assert "0  due" in run(args=["retention", "run", "--dry-run"]).output


def test_members_are_never_swept(ann: Filled) -> None:
    """Nobody is erased for having been away."""
    retention.run()
    assert db.session.scalar(select(func.count()).where(Member.id == ann.id)) == 1
