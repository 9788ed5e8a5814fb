"""The log of access: bound row to row, refused to change, shown to whom it concerns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from app.audit.models import AuditEntry
from app.audit.services import pruning, recording, verifying
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer
from tests.factories import Maker
from tests.support.client import SiteClient

MODERATOR = Viewer(id=7, public_id="moderator", roles=frozenset({"moderator"}))


def write(count: int = 3) -> None:
    with unit_of_work():
        for number in range(count):
            recording.record(
                by=MODERATOR, subject="someone", action="record_seen", details={"n": number}
            )


def nth(number: int) -> int:
    """The id of the nth row; sequences go on from test to test."""
    ids = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()
    return ids[number - 1]


def bend(statement: str) -> None:
    """Change the log behind the database's own back, as somebody with the file could."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER audit_entries_keep"))
            connection.execute(text("DROP TRIGGER audit_entries_stay"))
        connection.execute(text(statement))


def test_a_whole_log_is_found_whole(inside: Flask):
    write(5)
    verdict = verifying.verify()
    assert (verdict.count, verdict.fault) == (5, "")
    assert verdict.head == verifying.head()


@pytest.mark.parametrize("column", ["actor", "role", "subject", "action", "purpose", "details"])
def test_a_changed_row_is_named(inside: Flask, column: str):
    write()
    bend(f"UPDATE audit_entries SET {column} = 'bent' WHERE id = {nth(2)}")
    verdict = verifying.verify()
    assert (verdict.row, verdict.fault) == (nth(2), "its content was changed")


def test_a_changed_row_with_a_fitting_hash_breaks_the_next_one(inside: Flask):
    write()
    second = nth(2)
    bend(f"UPDATE audit_entries SET purpose = 'bent' WHERE id = {second}")
    row = db.session.execute(select(AuditEntry.__table__).where(AuditEntry.id == second)).one()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        fitting = update(AuditEntry.__table__).values(entry_hash=recording.hash_of(row))
        connection.execute(fitting.where(AuditEntry.id == second))
    db.session.rollback()
    assert verifying.verify().row == nth(3)


def test_a_missing_row_is_noticed_at_the_one_after_it(inside: Flask):
    write()
    after = nth(3)
    bend(f"DELETE FROM audit_entries WHERE id = {nth(2)}")
    assert verifying.verify().row == after


def test_a_missing_beginning_is_noticed(inside: Flask):
    write()
    bend(f"DELETE FROM audit_entries WHERE id = {nth(1)}")
    assert verifying.verify().fault == "rows before the first one are missing"


def test_a_cut_at_the_end_shows_with_a_head_noted_before(inside: Flask):
    write()
    noted = verifying.head()
    bend(f"DELETE FROM audit_entries WHERE id = {nth(3)}")
    assert verifying.verify().fault == ""
    assert verifying.verify(noted).fault == "rows at the end are missing"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entries SET purpose = 'x'", "DELETE FROM audit_entries"],
)
def test_the_database_refuses_to_change_the_log(inside: Flask, statement: str):
    write(1)
    with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text(statement))


def test_rows_of_many_writers_make_one_chain(app: Flask):
    def one(_number: int) -> None:
        with app.app_context():
            write(3)

    with ThreadPoolExecutor(6) as writers:
        list(writers.map(one, range(12)))
    with app.app_context():
        assert (verifying.verify().count, verifying.verify().fault) == (36, "")


def test_pruning_lets_go_of_old_rows_and_keeps_the_chain_provable(inside: Flask):
    with time_machine.travel(now() - timedelta(days=7 * 366), tick=False):
        write(2)
    write(2)
    with unit_of_work():
        assert pruning.prune() == 2
    with unit_of_work():
        assert pruning.prune() == 0
    assert (verifying.verify().count, verifying.verify().fault) == (3, "")


def test_a_log_that_cannot_be_written_denies_the_access(
    client: SiteClient, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    client.sign_in(cast.operator)
    address = f"/operator/members/{cast.patient.public_id}"
    assert cast.patient.display_name in client.page(address).text
    monkeypatch.setattr(recording, "hash_of", lambda _entry: None)
    answer = client.get(address)
    assert answer.status_code >= 500
    assert cast.patient.display_name not in answer.text


def test_what_an_operator_looked_at_stands_on_the_members_page(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.operator).page(f"/operator/members/{cast.patient.public_id}")
    page = app.test_client().sign_in(cast.patient).page("/me/who-saw")
    assert "An operator" in page.text and "Your account was looked up" in page.text
    assert "operator" not in page.main.a["href"]


def test_nobody_sees_entries_about_somebody_else(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.operator).page(f"/operator/members/{cast.patient.public_id}")
    page = app.test_client().sign_in(cast.other_patient).page("/me/who-saw")
    assert "looked up" not in page.text and "Nobody, so far" in page.text


def test_a_long_list_goes_on_by_key(app: Flask, client: SiteClient, make: Maker):
    member = make.member()
    with app.app_context(), unit_of_work():
        for _ in range(25):
            recording.record(by=None, subject=member.public_id, action="claim_decided")
    client.sign_in(member)
    older = client.page("/me/who-saw").select_one("a[rel=next]")["href"]
    assert len(client.page(older).select("tbody tr")) == 5


def test_people_looking_at_their_own_leave_no_row(inside: Flask):
    me = Viewer(id=1, public_id="me")
    recording.record_view(by=me, subject="me", action="record_seen")
    assert db.session.scalar(select(func.count(AuditEntry.id))) == 0


def test_an_act_that_is_not_in_the_list_cannot_be_recorded(inside: Flask):
    with pytest.raises(KeyError), unit_of_work():
        recording.record(by=None, action="something_else")


def test_the_commands_say_whole_and_name_the_broken_row(app: Flask):
    run = app.test_cli_runner().invoke
    with app.app_context():
        write()
    assert "3 rows are whole" in run(args=["audit", "verify"]).output
    noted = run(args=["audit", "head"]).output.strip()
    assert run(args=["audit", "verify", "--expect", noted]).exit_code == 0
    with app.app_context():
        third = nth(3)
        bend(f"UPDATE audit_entries SET role = 'x' WHERE id = {third}")
    broken = run(args=["audit", "verify"])
    assert broken.exit_code == 1 and f"row {third}" in broken.output
