"""R-2: many writers, a long reader and a backup get along; the log of writes stays small."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread, Timer
from time import monotonic, sleep

import pytest

from app import create_app
from app.core import connections, write_log
from config import Testing
from tests.factories import Maker
from tests.reliability.harness.browser import writers
from tests.reliability.harness.client_log import ClientLog, complaints

MEGABYTE = 1024 * 1024


def read_for_long(file: Path, stop: Event) -> None:
    """An export, say: one snapshot for three seconds, then the next."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        while not stop.is_set():
            connection.execute("BEGIN")
            until = monotonic() + 3
            while monotonic() < until and not stop.is_set():
                connection.execute("SELECT count(*), max(body) FROM posts").fetchall()
                sleep(0.1)
            connection.execute("COMMIT")


def back_up(file: Path, stop: Event) -> None:
    """SQLite's own online copy, again and again."""
    while not stop.is_set():
        with (
            closing(sqlite3.connect(file)) as source,
            closing(sqlite3.connect(file.with_suffix(".copy"))) as copy,
        ):
            source.backup(copy)
        sleep(0.2)


def write_as_well(file: Path, stop: Event) -> None:
    """A command of an operator: holds the lock for a tenth of a second, twice a second."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
        while not stop.wait(0.4):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE members SET locale = NULL WHERE id = 1")
            sleep(0.1)
            connection.execute("COMMIT")


@contextmanager
def disturbed(file: Path) -> Iterator[list[int]]:
    """A long reader, a backup and another writer meanwhile; gives the sizes that the log of writes had."""
    stop, sizes = Event(), []

    def measure() -> None:
        log = file.with_name(file.name + "-wal")
        while not stop.wait(0.2):
            sizes.append(log.stat().st_size)

    threads = [
        Thread(target=read_for_long, args=(file, stop)),
        Thread(target=back_up, args=(file, stop)),
        Thread(target=write_as_well, args=(file, stop)),
        Thread(target=measure),
    ]
    for thread in threads:
        thread.start()
    try:
        yield sizes
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def contend(site, community, seconds: float) -> tuple[ClientLog, list[int]]:
    log = ClientLog()
    with (
        disturbed(community.file) as sizes,
        writers(site.url, community.topic, community.sessions, log),
    ):
        sleep(seconds)
    assert not complaints(log, community.replies())
    assert not community.damage()
    return log, sizes


def test_nobody_meets_a_locked_database(start, community):
    """Red when a unit of work begins without the write lock (BEGIN instead of BEGIN IMMEDIATE)
    and when it tries once instead of waiting for it."""
    site = start(community)
    log, sizes = contend(site, community, 6)
    # On a machine that is too busy a turn may come too late; that is said, and is not a lock.
    assert set(log.statuses()) <= {303, 503}
    assert log.count("ok") > len(log.attempts) / 2
    assert max(sizes) < 64 * MEGABYTE
    assert b"OperationalError" not in (site.folder / "log").read_bytes()


def test_the_log_of_writes_begins_anew_between_two_readers(community, monkeypatch):
    """Red without `keep_small`, and when it tries once instead of waiting for the reader."""
    config = Testing()
    config.SQLALCHEMY_DATABASE_URI = community.database
    app = create_app(config)
    # As in a server: SQLite itself hardly waits.
    monkeypatch.setattr(connections, "_milliseconds_inside_sqlite", lambda: 10)
    monkeypatch.setattr(write_log, "LARGE", 1)
    monkeypatch.setattr(write_log, "SHORT_WAIT", 3)
    reader = sqlite3.connect(community.file, isolation_level=None, check_same_thread=False)
    reader.execute("PRAGMA busy_timeout=0")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM posts").fetchall()
    leaving = Timer(0.3, lambda: reader.execute("COMMIT"))
    leaving.start()
    Maker(app).member()
    leaving.join()
    reader.close()
    assert community.file.with_name("site.db-wal").stat().st_size == 0


@pytest.mark.long
def test_nobody_meets_a_locked_database_for_two_minutes(start, community, tell):
    site = start(community)
    log, sizes = contend(site, community, 120)
    tell(log, f"2 minutes of 32 writers, log of writes at most {max(sizes) / MEGABYTE:.1f} MB")
    assert set(log.statuses()) == {303}
    assert log.slowest(0.99) < 2
    assert max(sizes) < 64 * MEGABYTE
