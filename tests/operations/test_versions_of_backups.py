"""An older backup is brought to the newest schema; a newer one is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.core.database import Base, db
from app.core.transactions import unit_of_work
from app.operations.services.moving.places import place_at
from app.operations.services.moving.scratch import known_revisions, migrate_to
from tests.operations.looking import picture_of

Run = Callable[..., Any]


@pytest.fixture
def other(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site on a new file, so that the shared one keeps its schema."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    monkeypatch.setitem(app.config, "SQLALCHEMY_DATABASE_URI", url)
    return url


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_an_older_backup_is_brought_to_the_newest_schema(
    app: Flask, run: Run, other: str, tmp_path: Path
):
    older, newest = known_revisions(app)[1], known_revisions(app)[-1]
    migrate_to(app, other, older)
    assert run("backup", "create", tmp_path / "old.backup").exit_code == 0
    restored = run("backup", "restore", tmp_path / "old.backup", "--replace")
    assert restored.exit_code == 0, restored.output
    assert f"schema {older}" in restored.output
    assert place_at(other).revision() == newest
    assert set(Base.metadata.tables) <= set(place_at(other).tables())


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_a_backup_of_a_newer_version_is_refused(
    app: Flask, filled: Flask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with app.app_context(), unit_of_work():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert run("backup", "create", tmp_path / "new.backup").exit_code == 0
    before = picture_of(app)
    refused = run("backup", "restore", tmp_path / "new.backup", "--replace")
    assert refused.exit_code == 1
    assert "9999" in refused.output
    assert picture_of(app) == before


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_no_backup_is_made_of_an_empty_file(app: Flask, run: Run, other: str, tmp_path: Path):
    refused = run("backup", "create", tmp_path / "none.backup")
    assert refused.exit_code == 1
    assert "no tables" in refused.output
    assert not (tmp_path / "other.db").exists()
