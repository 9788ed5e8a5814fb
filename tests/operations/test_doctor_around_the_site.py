"""What `flask doctor` says about settings, files, disks and servers, and how it says it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core import checkups
from app.core.checkups import Problem, amber
from app.core.clock import now
from app.operations.services.archiving.keys import new_key
from app.operations.services.archiving.sealing import Sealer
from tests.operations.looking import picture_of
from tests.operations.test_doctor import level, result

Run = Callable[..., Any]
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def public(inside: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A well set up site on the open network."""
    good = {"SITE_URL": "https://common.org", "PROXY_HOPS": 1, "DEMO": False}
    for name, value in {**good, "SECRET_KEY": "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zC0fR"}.items():
        monkeypatch.setitem(inside.config, name, value)
    return inside.config


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("SECRET_KEY", "qwertz", "red"),
        ("SECRET_KEY", "a" * 40, "red"),
        ("SECRET_KEY", "please-change-me-aB3dE6gH9jK2mN5pQ8", "amber"),
        ("DEBUG", True, "red"),
        ("SITE_URL", "http://common.org", "red"),
        ("DEMO", True, "red"),
        ("PROXY_HOPS", 0, "amber"),
    ],
)
def test_an_unsafe_setting_is_named(
    public: Any, monkeypatch: pytest.MonkeyPatch, setting: str, value: Any, expected: str
):
    assert level("The settings are") == "green"
    monkeypatch.setitem(public, setting, value)
    assert level("The settings are") == expected
    assert str(public["SECRET_KEY"]) not in str(result("The settings are"))


def test_a_token_that_can_be_guessed_is_named(public: Any, monkeypatch: pytest.MonkeyPatch):
    assert level("A monitor may") == "green"
    monkeypatch.setitem(public, "METRICS_TOKEN", "short")
    assert level("A monitor may") == "red"


def test_workers_that_count_alone_are_named(public: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(public, "METRICS_TOKEN", "t" * 30)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    assert level("A monitor may") == "green"
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    assert level("A monitor may") == "amber"


def test_a_missing_key_for_backups_is_named(public: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BACKUP_KEY", new_key())
    assert level("Backups can be made") == "green"
    monkeypatch.delenv("BACKUP_KEY")
    assert level("Backups can be made") == "amber"


def test_a_folder_that_others_can_look_into_is_named(public: Any, instance: Path):
    before = result("Only the site's own user").problems
    assert str(instance) not in str(before)
    instance.chmod(0o755)
    assert str(instance) in str(result("Only the site's own user").problems)


@pytest.mark.parametrize(("free", "expected"), [(50, "green"), (15, "amber"), (9, "red")])
def test_a_full_disk_is_named(
    public: Any, monkeypatch: pytest.MonkeyPatch, free: int, expected: str
):
    usage = SimpleNamespace(total=100, used=100 - free, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert level("There is room") == expected


def test_a_redis_that_is_away_is_named(public: Any, monkeypatch: pytest.MonkeyPatch):
    assert level("Redis answers") == "green"
    monkeypatch.setitem(public, "REDIS_URL", "redis://127.0.0.1:1/0")
    assert level("Redis answers") == "red"


@pytest.mark.parametrize(("hours", "expected"), [(2, "green"), (30, "red"), (None, "red")])
def test_an_old_or_missing_backup_is_named(
    public: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int | None, expected: str
):
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path))
    if hours:
        with (tmp_path / "one.backup").open("wb") as file:
            Sealer(file, b"k" * 32, at=now() - timedelta(hours=hours)).finish()
    assert level("There is a fresh backup") == expected


def only(monkeypatch: pytest.MonkeyPatch, **checks: Any) -> None:
    monkeypatch.setattr(checkups, "_checks", {name: checks[name] for name in checks})


@pytest.mark.parametrize(
    ("found", "status", "mark"),
    [([], 0, "ok"), ([amber("look at it")], 1, "look"), ([Problem("broken")], 2, "WRONG")],
)
def test_the_status_and_the_line_say_how_bad_it_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, found: list[Problem], status: int, mark: str
):
    only(monkeypatch, one=lambda: found, other=list)
    said = run("doctor")
    assert said.exit_code == status
    assert said.output.startswith(mark)
    assert all(problem.words in said.output for problem in found)


def test_a_monitor_reads_json(run: Run, monkeypatch: pytest.MonkeyPatch):
    only(monkeypatch, one=lambda: ["broken"])
    said = json.loads(run("doctor", "--json").output)
    assert said == {
        "level": "red",
        "checks": [{"check": "one", "level": "red", "problems": ["broken"]}],
    }


def test_a_checkup_that_cannot_be_done_is_no_good_sign(run: Run, monkeypatch: pytest.MonkeyPatch):
    def fails() -> list[str]:
        raise OSError("secret words")

    only(monkeypatch, one=fails)
    said = run("doctor")
    assert said.exit_code == 2
    assert "OSError" in said.output
    assert "secret words" not in said.output


def test_the_doctor_changes_nothing(run: Run, filled: Flask):
    before = picture_of(filled)
    run("doctor")
    assert picture_of(filled) == before
