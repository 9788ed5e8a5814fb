"""The worker as a process: it ends well when asked, and two of them do nothing twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.core.jobs.registry import Job
from config import Development
from tests.support.engines import SqliteSite
from tests.support.serving import ROOT, environment


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    return SqliteSite(tmp_path_factory.mktemp("worker")).pristine


@pytest.fixture
def folder(tmp_path, pristine, monkeypatch) -> Path:
    """A site's folder with an empty database; this process uses the same one."""
    shutil.copy(pristine, tmp_path / "site.db")
    monkeypatch.setattr(Development, "INSTANCE", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(Development, "REDIS_URL", None)
    return tmp_path


@pytest.fixture
def worker(folder) -> Iterator:
    """Starts workers, and ends what is left of them."""
    started = []
    variables = environment(APP_ENV="development", INSTANCE_DIR=str(folder), PYTHONPATH=str(ROOT))

    def start(*words: str) -> subprocess.Popen:
        command = [sys.executable, "tests/core/worker_process.py", str(folder), *words]
        started.append(subprocess.Popen(command, cwd=ROOT, env=variables))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        process.wait(10)


def said(folder: Path) -> list[str]:
    file = folder / "said.txt"
    return file.read_text().splitlines() if file.exists() else []


def wait_for(folder: Path, words: str, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while words not in said(folder):
        assert time.monotonic() < until, said(folder)
        time.sleep(0.05)


@pytest.mark.parametrize(
    "way", [(), pytest.param(("beside",), marks=pytest.mark.long)], ids=["alone", "beside requests"]
)
def test_a_worker_that_is_told_to_stop_finishes_its_job_and_begins_no_other(folder, worker, way):
    app = create_app(Development())
    with app.app_context():
        for number in range(6):
            Job("test.slow", print).later(number)
    process = worker(*way)
    wait_for(folder, "begin 0")
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    lines = said(folder)
    begun = sorted(line[-1] for line in lines if line.startswith("begin"))
    ended = sorted(line[-1] for line in lines if line.startswith("end"))
    assert begun == ended and len(begun) <= 2
    left = [
        task for task in app.extensions["jobs"].huey.pending() if task.args[:1] == ("test.slow",)
    ]
    assert len(left) == 6 - len(begun)


def test_a_worker_that_is_told_to_stop_while_it_starts_finishes_what_it_began(folder, worker):
    app = create_app(Development())
    with app.app_context():
        Job("test.slow", print).later(0)
    process = worker("early")
    wait_for(folder, "begin 0")
    assert process.wait(15) == 0
    assert said(folder) == ["begin 0", "end 0"]


@pytest.mark.long
def test_a_worker_that_was_stopped_past_its_lease_changes_nothing_twice(folder, worker):
    """R-16: the holder is stopped, the lease passes on, the holder wakes up."""
    with sqlite3.connect(folder / "site.db") as database:
        database.execute(
            "INSERT INTO members (id, public_id, display_name, name_key, display, origin, "
            "created_at, unread) VALUES (1, 'x', 'x', 'x', '{}', 'demo', '2026-01-01', 0)"
        )
    first = worker("clock")
    wait_for(folder, "grow")
    os.kill(first.pid, signal.SIGSTOP)
    time.sleep(5)
    second = worker("clock")
    wait_for(folder, "grown")
    os.kill(first.pid, signal.SIGCONT)
    time.sleep(4)
    for process in (first, second):
        process.send_signal(signal.SIGTERM)
        process.wait(15)
    with sqlite3.connect(folder / "site.db") as database:
        assert database.execute("SELECT unread FROM members").fetchone() == (1,)
    assert said(folder).count("grow") == 2 and said(folder).count("grown") == 1
