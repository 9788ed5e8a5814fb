"""Backups expire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import now
from app.operations.services.archiving.sealing import Sealer

Run = Callable[..., Any]
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Backups of 1, 34, 36 and 400 days, and a file of somebody else's."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for days in (1, 34, 36, 400):
        backup(folder, days)
    (folder / "notes.backup").write_text("not one of ours, and very old")
    return folder


def backup(folder: Path, days: int) -> None:
    with (folder / f"{days}.backup").open("wb") as file:
        Sealer(file, b"k" * 32, at=now() - timedelta(days=days)).finish()


def left(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir()}


def test_what_is_older_than_35_days_goes(run: Run, folder: Path):
    assert run("backup", "prune", folder).exit_code == 0
    assert left(folder) == {"1", "34", "notes"}


def test_the_days_can_be_said(run: Run, folder: Path):
    assert run("backup", "prune", folder, "--keep-days", 20).exit_code == 0
    assert left(folder) == {"1", "notes"}


def test_the_newest_stays_and_its_age_is_told(run: Run, tmp_path: Path):
    backup(tmp_path, 90)
    backup(tmp_path, 80)
    result = run("backup", "prune", tmp_path)
    assert result.exit_code == 1
    assert "no new backups" in result.output
    assert {path.stem for path in tmp_path.glob("*.backup")} == {"80"}
