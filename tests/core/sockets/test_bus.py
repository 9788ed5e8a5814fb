"""News between workers: signed, never waited for long, heard again soon."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import redis
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.core.sockets import bus as module
from app.core.sockets.bus import Bus
from tests.chat_history.harness.redis import OwnRedis
from tests.core.sockets.notes import notes_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnRedis]:
    """A Redis of our own."""
    own = OwnRedis(tmp_path_factory.mktemp("redis"))
    own.start()
    yield own
    own.kill()


def made(url: str | None, secret: str = "a secret of this test") -> Bus:
    """One process's bus."""
    app = Flask(__name__)
    app.config.update(REDIS_URL=url, SECRET_KEY=secret)
    return Bus(app)


@pytest.fixture
def pair(server: OwnRedis, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Two processes' buses; the second one listens and notes what it hears."""
    monkeypatch.setattr(module, "SIGN_OF_LIFE", 0.2)
    one, other, heard = made(server.url), made(server.url), []
    other.on("news", heard.append)
    other._is_listening = True
    listener = threading.Thread(target=listen, args=(other,), daemon=True)
    listener.start()
    until_live(other)
    yield SimpleNamespace(one=one, other=other, heard=heard, listener=listener)
    other.stop()
    listener.join(5)
    assert not listener.is_alive()


def listen(bus: Bus) -> None:
    """As the greenlet does; its pauses are shorter here."""
    module.TRY_AGAIN = (0.1, 0.2)
    try:
        bus._listen()
    finally:
        module.TRY_AGAIN = (1.0, 3.0)


def until_live(bus: Bus, state: bool = True, seconds: float = 10) -> None:
    """Return when the bus is subscribed, or no more."""
    until = time.monotonic() + seconds
    while bus.is_live is not state:
        assert time.monotonic() < until
        time.sleep(0.01)


def until_heard(pair: SimpleNamespace, number: int) -> None:
    until = time.monotonic() + 5
    while len(pair.heard) < number:
        assert time.monotonic() < until, pair.heard
        time.sleep(0.01)


def test_news_is_acted_upon_here_and_there_once(pair: SimpleNamespace) -> None:
    own: list[dict] = []
    pair.one.on("news", own.append)
    pair.other.publish("news", number=0)  # its own, which comes back to it, too
    pair.one.publish("news", number=1)
    pair.one.publish("unheard", number=2)
    pair.one.publish("news", number=3)
    until_heard(pair, 3)

    assert own == [{"number": 1}, {"number": 3}, {"number": 0}][:2]
    assert pair.heard == [{"number": 0}, {"number": 1}, {"number": 3}]


def test_a_listener_that_hears_nothing_stays(
    pair: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red before: the answers of Redis itself were taken for forged news."""
    lines = notes_of(module, monkeypatch)
    time.sleep(1.2)
    pair.one.publish("news", number=1)
    until_heard(pair, 1)
    assert lines == []


@pytest.mark.parametrize("how", ["unsigned", "another key", "changed", "short", "not text"])
def test_what_is_not_ours_is_not_acted_upon(
    pair: SimpleNamespace, server: OwnRedis, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps(["someone", "news", {"number": 1}])
    forged = {
        "unsigned": body.encode(),
        "another key": (made(None, "another secret")._sign(body) + body).encode(),
        "changed": (pair.one._sign(body) + body.replace("1", "2")).encode(),
        "short": b"x",
        "not text": b"\xff" * 100,
    }[how]
    lines = notes_of(module, monkeypatch)
    redis.Redis.from_url(server.url).publish(pair.one._channel, forged)
    pair.one.publish("news", number=7)
    until_heard(pair, 1)

    assert pair.heard == [{"number": 7}]
    assert [line["event"] for line in lines] == ["live_news_forged"]


def test_sites_that_share_a_redis_do_not_hear_each_other(
    pair: SimpleNamespace, server: OwnRedis
) -> None:
    made(server.url, "another site").publish("news", number=1)
    pair.one.publish("news", number=2)
    until_heard(pair, 1)

    assert pair.heard == [{"number": 2}]


def test_a_redis_that_hangs_is_waited_for_once(pair: SimpleNamespace, server: OwnRedis) -> None:
    """And the listener notices, and hears again soon after it goes on."""
    pair.one.publish("news", number=0)
    with server.hung():
        waits = []
        for _n in range(5):
            begun = time.monotonic()
            pair.one.publish("news", number=1)
            waits.append(time.monotonic() - begun)
        until_live(pair.other, False)
    assert waits[0] < module.PATIENCE + 0.3
    assert max(waits[1:]) < 0.1

    until_live(pair.other)
    pair.one._quiet_until = 0.0
    pair.one.publish("news", number=2)
    until_heard(pair, 2)
    assert pair.heard[-1] == {"number": 2}


def test_a_redis_that_comes_back_is_used_again(pair: SimpleNamespace, server: OwnRedis) -> None:
    server.kill()
    try:
        until_live(pair.other, False)
        pair.one.publish("news", number=1)
        assert pair.one._quiet_until > time.monotonic() + module.LEAVE_ALONE - 1
        pair.other.publish("news", number=2)  # here it is heard all the same
    finally:
        server.start()
    until_live(pair.other)
    assert pair.other._quiet_until == 0.0
    pair.one._quiet_until = 0.0
    pair.one.publish("news", number=3)
    until_heard(pair, 2)
    assert pair.heard == [{"number": 2}, {"number": 3}]


def test_a_slow_redis_is_left_alone_for_a_while(server: OwnRedis, monkeypatch) -> None:
    bus = made(server.url)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    bus._publisher = bus._connection(1.0)

    bus.publish("news")

    assert bus._quiet_until > time.monotonic()


@pytest.mark.parametrize("url", ["no-address", "redis://127.0.0.1:1/0"])
def test_an_address_that_leads_nowhere_stops_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus, own = made(url), []
    bus.on("news", own.append)
    lines = notes_of(module, monkeypatch)
    bus.publish("news", number=1)
    bus.publish("news", number=2)

    assert own == [{"number": 1}, {"number": 2}]
    assert [line["event"] for line in lines] == ["live_news_not_sent"]


def test_without_redis_all_stays_here() -> None:
    bus, own = made(None), []
    bus.on("news", own.append)
    bus.listen()
    bus.publish("news", number=1)

    assert own == [{"number": 1}]
    assert not bus._is_listening


def test_a_handler_that_fails_keeps_nobody_else_from_their_news(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bus = made(None)
    bus.on("away", lambda _values: (_ for _ in ()).throw(OperationalError("", {}, Exception())))
    bus.on("wrong", lambda values: values["missing"])
    lines = notes_of(module, monkeypatch)
    bus.publish("away")
    bus.publish("wrong")

    events = [line["event"] for line in lines]
    assert events == ["live_news_waits", "live_news_failed"]


def test_it_listens_once(server: OwnRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    import gevent

    spawned: list[object] = []
    monkeypatch.setattr(gevent, "spawn", spawned.append)
    bus = made(server.url)
    bus.listen()
    bus.listen()

    assert spawned == [bus._listen]
