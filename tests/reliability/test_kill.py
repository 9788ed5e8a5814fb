"""R-1: what the site said is kept is there after a kill -9, what it refused is not."""

from __future__ import annotations

from threading import Thread
from time import monotonic, sleep

import pytest

from tests.reliability.harness.browser import writers
from tests.reliability.harness.client_log import ClientLog, complaints

WRITERS = 8


def kill_under_load(site, community, log, *, kills: int, seconds: float) -> None:
    """Start it again after each kill; people go on writing all the time."""
    with writers(site.url, community.topic, community.sessions[:WRITERS], log):
        for _ in range(kills):
            log.wait_for(5)
            sleep(seconds)
            site.kill()
            site.start()
        log.wait_for(5)


def test_a_kill_loses_nothing_that_was_acknowledged(start, community):
    """Red on `acknowledges_first` below."""
    log = ClientLog()
    kill_under_load(start(community), community, log, kills=4, seconds=0.4)
    assert not complaints(log, community.replies())
    assert not community.damage()


@pytest.mark.long
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(start, community, tell):
    log = ClientLog()
    kill_under_load(start(community), community, log, kills=100, seconds=1.0)
    tell(log, "100 kills under 8 writers")
    assert not complaints(log, community.replies())
    assert not community.damage()


def test_a_kill_after_the_commit_leaves_the_words_once(start, community):
    """Nobody was told, yet they are there: why forms carry a key. Red when a start after a kill
    drops or repeats what the log of writes holds."""
    site = start(community, application="tests.reliability.harness.weakened:answers_late()")
    browser, log = site.browser(community.sessions[0]), ClientLog()
    sender = Thread(target=browser.reply, args=(community.topic, "kept and not told", log))
    sender.start()
    wait_until(lambda: community.replies() == ["kept and not told"])
    site.kill()
    sender.join()
    site.start()
    assert [attempt.outcome for attempt in log.attempts] == ["unknown"]
    assert community.replies() == ["kept and not told"]
    assert not community.damage()


def wait_until(is_so, seconds: float = 10) -> None:
    until = monotonic() + seconds
    while not is_so():
        assert monotonic() < until
        sleep(0.02)


def test_the_judge_sees_a_site_that_acknowledges_too_early(start, community):
    """The same check on a build that answers before it commits must find lost words."""
    log = ClientLog()
    site = start(community, application="tests.reliability.harness.weakened:acknowledges_first()")
    with writers(site.url, community.topic, community.sessions[:WRITERS], log):
        log.wait_for(10)
        site.kill()
    assert any("lost" in complaint for complaint in complaints(log, community.replies()))
