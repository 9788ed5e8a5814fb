"""R-1 and R-3 on PostgreSQL: a web process killed, a server killed, hung, or read-only."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic, sleep

import pytest

from tests.reliability.harness.browser import writers
from tests.reliability.harness.client_log import ClientLog, complaints
from tests.reliability.harness.community import Community, make_community
from tests.reliability.harness.postgres import OwnServer, own_server

SOON = 4.5  # three seconds are promised; a machine busy with tests gets more, defects take longer


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """A server of our own for the tests of this file."""
    with own_server() as one:
        yield one


@pytest.fixture(scope="module")
def settled(server: OwnServer) -> Community:
    """A community in it."""
    return make_community(server.address.replace("://", "+psycopg://"))


@pytest.fixture
def community(server: OwnServer, settled: Community) -> Community:
    """The same community, without the replies of the last test."""
    settled.do("DELETE FROM reading_places", "DELETE FROM posts WHERE position > 1")
    settled.do("UPDATE topics SET post_count = 1")
    return settled


def test_a_killed_web_process_loses_nothing(start, community):
    """Red when the answer comes before the commit, as on SQLite (test_kill)."""
    site, log = start(community), ClientLog()
    with writers(site.url, community.topic, community.sessions[:8], log):
        log.wait_for(10)
        site.kill()
        site.start()
        log.wait_for(10)
    assert not complaints(log, community.replies())
    assert not community.damage()


def test_a_server_that_hangs_or_dies_is_a_pause_and_comes_back(start, community, server):
    """Red without `PatientConnection` (the page waits as long as the server hangs), and when
    the error page asks the database who is looking."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    browser.reply(community.topic, "before", log)
    with server.hung():
        page_is_a_pause(browser, f"/topics/{community.topic}")
        page_is_a_pause(site.browser(), "/health/ready")
        assert site.browser().get("/health/live").status == 200
    assert site.seconds_until("/health/ready", 200, most=10) < 10
    assert browser.reply(community.topic, "between", log).outcome == "ok"
    server.kill()
    page_is_a_pause(browser, f"/topics/{community.topic}")
    server.start()
    assert site.seconds_until("/health/ready", 200, most=10) < 10
    assert browser.reply(community.topic, "after", log).outcome == "ok"
    assert not complaints(log, community.replies())


def test_nobody_notices_a_server_that_was_restarted_meanwhile(start, community, server):
    """Red when a connection that the server has closed is used again (`has_left`)."""
    browser = start(community).browser(community.sessions[0])
    assert browser.get(f"/topics/{community.topic}").status == 200
    server.kill()
    server.start()
    assert browser.get(f"/topics/{community.topic}").status == 200


def page_is_a_pause(browser, path: str) -> None:
    begun = monotonic()
    answer = browser.get(path)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert monotonic() - begun < SOON


def test_a_read_only_server_is_read_and_says_so_to_writers(start, community, server):
    """Red when error 25006 is taken for a fault of ours (status 500)."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    server.set("default_transaction_read_only", "on")
    try:
        refused = browser.reply(community.topic, "while it was read-only", log)
    finally:
        server.set("default_transaction_read_only", "off")
    assert refused.status == 503
    assert "while it was read-only" in refused.page
    assert browser.reply(community.topic, "afterwards", log).outcome == "ok"
    assert community.replies() == ["afterwards"]


@pytest.mark.long
def test_a_server_killed_and_hung_under_load_loses_nothing(start, community, server, tell):
    site, log = start(community), ClientLog()
    with writers(site.url, community.topic, community.sessions[:8], log):
        for _ in range(20):
            log.wait_for(5)
            server.kill()
            sleep(0.3)
            server.start()
            assert site.seconds_until("/health/ready", 200, most=10) < 10
            log.wait_for(5)
            with server.hung():
                sleep(4)
            assert site.seconds_until("/health/ready", 200, most=10) < 10
    tell(log, "20 kills and 20 stops of the server")
    assert not complaints(log, community.replies())
    assert not community.damage()


@pytest.mark.long
def test_many_writers_get_along(start, community, tell):
    """R-2 on PostgreSQL: more writers than connections; nobody is turned away."""
    site, log = start(community), ClientLog()
    with writers(site.url, community.topic, community.sessions, log):
        sleep(30)
    tell(log, "30 seconds of 32 writers on PostgreSQL")
    assert set(log.statuses()) == {303}
    assert log.slowest(0.99) < 2
    assert not complaints(log, community.replies())
    assert not community.damage()
