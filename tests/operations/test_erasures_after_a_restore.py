"""Who was erased stays erased when an older backup comes back (safety.md P-5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.services import erasing
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.operations.looking import picture_of

LINE = '{"person": "0", "state": "erased"}\n'
Run = Callable[..., Any]


@pytest.fixture
def archive(filled: Flask, run: Run, tmp_path: Path) -> Path:
    """A backup with everybody in it."""
    assert run("backup", "create", tmp_path / "one.backup").exit_code == 0
    return tmp_path / "one.backup"


def names(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(text("SELECT display_name FROM members")))


def forget_sessions_drafts_and_one_name() -> None:
    """Stands for the erasing of accounts: changes rows by the only way there is."""
    with unit_of_work():
        db.session.execute(text("UPDATE members SET display_name = '' WHERE display_name = 'ünï'"))


def test_erasures_happen_again_before_the_site_is_back(
    app: Flask, run: Run, archive: Path, instance: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(erasing, "replay", forget_sessions_drafts_and_one_name)
    (instance / "erasures.jsonl").write_text(LINE)
    assert "ünï" in names(app)
    restored = run("backup", "restore", archive, "--replace")
    assert restored.exit_code == 0, restored.output
    assert "ünï" not in names(app)
    assert (instance / "erasures.jsonl").read_text() == LINE


def test_nothing_is_restored_when_erasing_fails(
    app: Flask, run: Run, archive: Path, instance: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(erasing, "replay", fail)
    (instance / "erasures.jsonl").write_text(LINE)
    before = picture_of(app)
    assert run("backup", "restore", archive, "--replace").exit_code == 1
    assert picture_of(app) == before


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_without_erasures_nothing_needs_to_happen_again(
    app: Flask, run: Run, archive: Path, instance: Path
):
    (instance / "erasures.jsonl").write_text("\n")
    assert run("backup", "restore", archive, "--replace").exit_code == 0
