"""Two processes on PostgreSQL and Redis: what one learns holds in the other within two seconds, and
whatever Redis does, nobody waits long and nobody hears what is not for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace

import pytest

from tests.chat.sockets.acts import take_out
from tests.chat.sockets.community import community
from tests.chat.sockets.wire import Refused, WirePage
from tests.chat_history.harness.redis import OwnRedis
from tests.reliability.harness.running import RunningSite
from tests.support.engines import postgres_database, postgres_is_here

SOON = 2.0


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """Two workers of one site, each on a port of its own."""
    if not postgres_is_here():
        pytest.skip("not installed here: PostgreSQL")
    redis = OwnRedis(tmp_path_factory.mktemp("redis"))
    with postgres_database("common_thread_two_workers") as url:
        people = community(url, 8)
        redis.start()
        sites = [
            RunningSite(tmp_path_factory.mktemp("site"), url, REDIS_URL=redis.url)
            for _n in range(2)
        ]
        for site in sites:
            site.start()
        try:
            yield SimpleNamespace(
                a=sites[0], b=sites[1], people=people, room=people.room.public_id, redis=redis
            )
        finally:
            for site in sites:
                site.kill()
            redis.kill()


@pytest.fixture
def open_page(pair: SimpleNamespace) -> Iterator[Callable[..., WirePage]]:
    """Opens pages in the room, by worker and member; closes them afterwards."""
    pages: list[WirePage] = []

    def opened(site: RunningSite, session: str) -> WirePage:
        page = WirePage(site.url, session)
        pages.append(page)
        assert page.ask("join", room=pair.room, after=0)["ok"]
        return page

    yield opened
    for page in pages:
        page.close()


def has_heard(number_of: int) -> Callable[[WirePage], bool]:
    """Whether so many messages came."""
    return lambda page: len(page.said()) >= number_of


def wait_until_linked(pair: SimpleNamespace, speaker: WirePage, listener: WirePage) -> float:
    """Until what one says comes to the other at once, and not by the clock; how long it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < 20:
        before = len(listener.said())
        speaker.speak(pair.room, "Do you hear me?")
        with suppress(AssertionError):
            listener.seconds_until(has_heard(before + 1), 0.6)
            return time.monotonic() - begun
        time.sleep(0.5)
    raise AssertionError("the workers do not hear each other")


def test_words_cross_at_once(pair: SimpleNamespace, open_page) -> None:
    one = open_page(pair.a, pair.people.sessions[0])
    other = open_page(pair.b, pair.people.sessions[1])

    wait_until_linked(pair, one, other)
    wait_until_linked(pair, other, one)


def test_a_ticket_is_good_once_for_both(pair: SimpleNamespace) -> None:
    session = pair.people.sessions[0]
    page = WirePage(pair.a.url, session)
    ticket = page.browser.ticket()
    WirePage(pair.a.url, session, ticket=ticket).close()

    for site in (pair.b, pair.a):
        with pytest.raises(Refused, match="refused"):
            WirePage(site.url, session, ticket=ticket)
    with pytest.raises(Refused):
        WirePage(pair.b.url, pair.people.sessions[1], ticket=page.browser.ticket())
    page.close()


def leave_group(pair: SimpleNamespace, page: WirePage) -> None:
    page.browser.press(f"/groups/{pair.people.group.slug}/leave")


def leave_room(pair: SimpleNamespace, page: WirePage) -> None:
    page.browser.press(f"/rooms/{pair.room}/leave")


def sign_out(pair: SimpleNamespace, page: WirePage) -> None:
    page.browser.press("/sign-out")


@pytest.mark.parametrize(("number", "act"), [(2, sign_out), (3, leave_room), (4, leave_group)])
def test_what_ends_on_one_worker_is_silent_on_the_other(
    pair: SimpleNamespace, open_page, number: int, act: Callable[..., None]
) -> None:
    """The page stands on the worker that was not asked; a hacked one stays in any case."""
    session = pair.people.sessions[number]
    speaker, there = open_page(pair.a, pair.people.sessions[0]), open_page(pair.b, session)
    wait_until_linked(pair, speaker, there)
    here = open_page(pair.a, session)

    act(pair, here)
    there.seconds_until(lambda page: page.is_cut() or page.is_over(), SOON)
    heard = (len(there.said()), len(here.said()))
    speaker.speak(pair.room, "Among us")
    speaker.seconds_until(lambda page: page.said(), SOON)
    time.sleep(0.3)

    assert (len(there.said()), len(here.said())) == heard


def test_redis_that_hangs_holds_nobody_up_and_lets_nobody_listen(
    pair: SimpleNamespace, open_page
) -> None:
    """SIGSTOP: connections stay, nothing answers. What is removed meanwhile is told to nobody."""
    speaker = open_page(pair.a, pair.people.sessions[0])
    removed, other = (open_page(pair.b, pair.people.sessions[n]) for n in (5, 1))
    wait_until_linked(pair, speaker, other)
    before = len(other.said()), len(removed.said())
    with pair.redis.hung():
        take_out(pair.people.app, pair.people.members[5], pair.people.room)
        waits = [speaker.speak(pair.room, f"Hanging {n}") for n in range(4)]
        other.seconds_until(has_heard(before[0] + 4), 5)
        assert removed.is_cut() and len(removed.said()) == before[1]
    # Half a second for the news and a third of one for counting, once; then it is left alone.
    assert sorted(waits)[-1] < 1.5 and sorted(waits)[-2] < 0.5

    assert wait_until_linked(pair, speaker, other) < 15


def test_redis_that_dies_and_comes_back(pair: SimpleNamespace, open_page) -> None:
    speaker = open_page(pair.a, pair.people.sessions[6])
    other = open_page(pair.b, pair.people.sessions[1])
    wait_until_linked(pair, speaker, other)
    before = len(other.said())
    pair.redis.kill()
    speaker.speak(pair.room, "Without it")
    other.seconds_until(has_heard(before + 1), 5)
    pair.redis.start()

    assert wait_until_linked(pair, speaker, other) < 15
    for site in (pair.a, pair.b):
        log = (site.folder / "log").read_text("utf-8")
        assert "Traceback" not in log and "live_news_forged" not in log
