"""R-3 on SQLite: a database that is locked, gone or unreadable gives a clear page, soon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

from tests.reliability.harness.client_log import ClientLog, complaints
from tests.reliability.harness.community import Community
from tests.reliability.harness.running import RunningSite

SOON = 4.5  # three seconds are promised; a machine busy with tests gets more, defects take longer
WORDS = "Ten lines & a <b>list</b> that took an hour"


@contextmanager
def write_lock_on(file: Path) -> Iterator[None]:
    """Another program that writes and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def moved_away(file: Path) -> Iterator[None]:
    """The file and what belongs to it stand elsewhere meanwhile."""
    parts = [part for part in file.parent.glob(file.name + "*") if part.is_file()]
    elsewhere = file.parent / "elsewhere"
    elsewhere.mkdir()
    for part in parts:
        part.rename(elsewhere / part.name)
    try:
        yield
    finally:
        for part in elsewhere.iterdir():
            part.rename(file.parent / part.name)
        elsewhere.rmdir()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("away")


@pytest.fixture(scope="module")
def community(pristine: Community, folder: Path) -> Community:
    """One for all tests of this file, as a site goes through one trouble after the other."""
    return pristine.copied_to(folder)


@pytest.fixture(scope="module")
def log() -> ClientLog:
    return ClientLog()


@pytest.fixture(scope="module")
def site(community: Community, folder: Path) -> Iterator[RunningSite]:
    one = RunningSite(folder, community.database)
    try:
        yield one.start()
    finally:
        one.kill()


def is_a_clear_pause(answer, begun: float) -> None:
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert "catching our breath" in answer.text
    assert monotonic() - begun < SOON


def test_a_long_lock_gives_the_words_back(site, community, log):
    """Red when SQLite itself waits (`busy_timeout` of seconds): then nobody can even read, and
    the health check is as late as the answer. Red when the page leaves out what was typed."""
    browser = site.browser(community.sessions[0])
    form = browser.fill(community.topic, WORDS)
    with write_lock_on(community.file):
        attempt = browser.send(community.topic, form, log.invoke(WORDS))
    assert attempt.status == 503
    assert attempt.seconds < SOON
    assert "Ten lines &amp; a &lt;b&gt;list&lt;/b&gt; that took an hour</textarea>" in attempt.page
    assert "csrf" not in attempt.page.partition("<textarea")[2]
    again = browser.send(community.topic, form, attempt)
    assert again.status == 303
    assert community.replies().count(WORDS) == 1


def test_reading_goes_on_while_somebody_waits_to_write(site, community, log):
    """Red when SQLite itself waits, which stops every greenlet of the process."""
    browser = site.browser(community.sessions[0])
    with write_lock_on(community.file):
        writer = Thread(target=browser.reply, args=(community.topic, "in vain", log))
        writer.start()
        sleep(0.7)
        begun = monotonic()
        assert site.browser(community.sessions[1]).get(f"/topics/{community.topic}").status == 200
        assert site.browser().get("/health/live").status == 200
        assert monotonic() - begun < 2
        writer.join()
    assert log.attempts[-1].status == 503


def test_a_database_that_is_gone_is_a_pause_and_comes_back(site, community, log):
    """Red when the open file is written on (`_still_the_same`), and when an empty database is
    made in its place (`_connect`)."""
    browser = site.browser(community.sessions[0])
    browser.reply(community.topic, "before it went", log)
    form = browser.fill(community.topic, "while it was gone")
    with moved_away(community.file):
        begun = monotonic()
        is_a_clear_pause(browser.get(f"/topics/{community.topic}"), begun)
        begun = monotonic()
        is_a_clear_pause(site.browser().get("/health/ready"), begun)
        assert site.browser().get("/health/live").status == 200
        refused = browser.send(community.topic, form, log.invoke("while it was gone"))
        assert refused.outcome == "failed"
        assert not community.file.exists()
    assert site.seconds_until("/health/ready", 200, most=10) < 10
    assert browser.reply(community.topic, "when it was back", log).outcome == "ok"
    assert not complaints(log, community.replies())
    assert not community.damage()


def test_a_file_that_is_no_database_is_a_pause(site, community, log):
    browser = site.browser(community.sessions[0])
    browser.get("/")
    with moved_away(community.file):
        community.file.write_text("This is not what it was. " * 100)
        begun = monotonic()
        is_a_clear_pause(browser.get("/"), begun)
        community.file.unlink()
    assert site.seconds_until("/health/ready", 200, most=10) < 10
