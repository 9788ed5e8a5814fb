"""Whom a breach may concern, on a log that is known row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import SignIn
from app.accounts.queries import viewer_of
from app.accounts.services import breaching
from app.audit.services import recording
from app.core.database import db
from app.core.transactions import unit_of_work

START = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
ACTIONS = {"health": "record_seen", "secret": "member_looked_up"}

# Neither rule nor statement here depends on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def seeded(inside: Flask, make: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Five people: looked at inside the window, at its edges and outside; one signed in."""
    people = SimpleNamespace(
        **{name: make.member() for name in ("ann", "bob", "eve", "mia", "zoe")}
    )
    operator = viewer_of(make.member(roles=("operator",)).id)
    log = [
        (people.ann, "health", START), (people.ann, "secret", START + timedelta(minutes=1)),
        (people.bob, "health", END - timedelta(seconds=1)),
        (people.eve, "health", START - timedelta(seconds=1)), (people.zoe, "health", END),
    ]  # fmt: skip
    with unit_of_work():
        for member, kind, at in sorted(log, key=lambda row: row[2]):
            monkeypatch.setattr(recording, "now", lambda at=at: at)
            recording.record(by=operator, subject=member.public_id, action=ACTIONS[kind])
        for member, minutes in ((people.mia, 30), (people.zoe, 500)):
            at = START + timedelta(minutes=minutes)
            db.session.add(SignIn(member_id=member.id, at=at, way="password"))
    monkeypatch.undo()
    return people


def test_the_list_is_exactly_who_was_touched(seeded: SimpleNamespace) -> None:
    with unit_of_work():
        found = breaching.affected(START, END)
    assert found.by_class == {
        "health": {seeded.ann.public_id, seeded.bob.public_id},
        "secret": {seeded.ann.public_id, seeded.mia.public_id},
    }
    assert len(found.people) == 3


def test_the_command_counts_and_writes_ids_only_into_the_file(
    seeded: SimpleNamespace, inside: Flask, tmp_path: Path
) -> None:
    ids = tmp_path / "ids"
    window = ["--from", "2026-11-02T14:00", "--to", "2026-11-02T16:00"]
    done = inside.test_cli_runner().invoke(args=["breach", "affected", *window, "--ids", str(ids)])
    assert done.exit_code == 0, done.output
    wanted = {getattr(seeded, name).public_id for name in ("ann", "bob", "mia")}
    assert set(ids.read_text().split()) == wanted
    assert "3  people in all" in done.output
    assert not [one for one in wanted if one in done.output]
    assert ids.stat().st_mode & 0o077 == 0


def test_making_the_list_stands_in_the_log(seeded: SimpleNamespace) -> None:
    with unit_of_work():
        breaching.affected(START, END)
    row = db.session.execute(
        db.text("SELECT details FROM audit_entries WHERE action = 'breach_listed'")
    ).one()
    assert '"people":3' in row.details
    assert seeded.ann.public_id not in row.details
