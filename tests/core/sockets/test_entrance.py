"""Which origins are ours, which packets are taken, and what becomes of connections left over."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_socketio import SocketIO

from app.core.security.headers import content_policy, socket_origin
from app.core.sockets import entrance
from app.core.sockets.entrance import DiscreetLogger, Entrance, allowed_origins
from tests.core.sockets.notes import notes_of


def site(address: str, hosts: list[str] | None = None) -> Flask:
    """An application that is reached there."""
    app = Flask(__name__)
    app.config.update(SITE_URL=address, TRUSTED_HOSTS=hosts)
    return app


@pytest.mark.parametrize(
    ("address", "hosts", "origins"),
    [
        ("https://talk.example", None, {"https://talk.example"}),
        ("https://talk.example:443", None, {"https://talk.example"}),
        ("http://Talk.Example:80", None, {"http://talk.example"}),
        ("https://talk.example:8443", None, {"https://talk.example:8443"}),
        ("http://localhost:5000", ["127.0.0.1"], {"http://localhost:5000", "http://127.0.0.1:5000"}),
        ("http://[::1]:5000", None, {"http://[::1]:5000"}),
        ("talk.example", None, set()),
    ],
)  # fmt: skip
def test_our_own_origins(address: str, hosts: list[str] | None, origins: set[str]) -> None:
    assert allowed_origins(site(address, hosts)) == origins


def test_without_any_origin_nobody_is_let_in() -> None:
    """The library takes an empty list for everybody."""
    door = made("talk.example")
    assert not door.comes_from_us({"HTTP_ORIGIN": "https://evil.example"})
    assert not door.comes_from_us({"HTTP_ORIGIN": ""})


@pytest.mark.parametrize(
    ("address", "socket"),
    [
        ("https://talk.example", "wss://talk.example"),
        ("http://127.0.0.1:5000", "ws://127.0.0.1:5000"),
    ],
)
def test_the_policy_names_our_own_websocket(address: str, socket: str) -> None:
    policy = content_policy("nonce", socket_origin(address))
    assert f"connect-src 'self' {socket};" in policy


def made(address: str = "https://talk.example") -> Entrance:
    """Around a server that nobody talks to."""
    app = site(address)
    io = SocketIO(app, async_mode="threading")
    return Entrance(app, io, allowed_origins(app))


def test_packets_of_other_kinds_are_not_taken() -> None:
    door, taken = made(), []
    door._take = lambda _sid, data: taken.append(data)

    for data in (b"2", None, "", "3", "4", "5", "6", "7", "x", 2, "2/chat,[]", "0", "1"):
        door.take_packet("one", data)

    assert taken == ["2/chat,[]", "0", "1"]


def test_what_breaks_is_told_once_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    door, clock = made(), SimpleNamespace(now=0.0)
    monkeypatch.setattr(entrance, "monotonic", lambda: clock.now)
    lines = notes_of(entrance, monkeypatch)
    for _n in range(1000):
        door.take_packet("one", "2/chat,{canary")
    clock.now += entrance.TELL_EVERY
    door.take_packet("one", b"canary")

    assert [line["kind"] for line in lines] == ["JSONDecodeError", "kind"]
    assert "canary" not in str(lines)


def test_the_libraries_tell_no_words_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = DiscreetLogger()
    lines = notes_of(entrance, monkeypatch)
    logger.info("canary")
    logger.warning("canary")
    logger.error("canary")
    try:
        raise ValueError("canary")
    except ValueError:
        logger.exception("canary")

    assert len(lines) == 2 and lines[1]["kind"] == "ValueError"
    assert "canary" not in str(lines)


class Ended:
    """A connection of Engine.IO, as far as ending it goes."""

    def __init__(self, fails: bool = False) -> None:
        self.closed, self.fails = 0, fails

    def close(self, **_how: object) -> None:
        self.closed += 1
        if self.fails:
            raise OSError


def test_connections_in_no_namespace_end_at_the_second_look() -> None:
    door = made()
    server = door._server
    one, other, full = Ended(), Ended(fails=True), Ended()
    server.eio.sockets.update(one=one, other=other, full=full)
    server.namespace_handlers["/x"] = SimpleNamespace(trigger_event=lambda *_news: None)
    server.manager.connect("full", "/x")
    gone = server.manager.connect("gone", "/x")

    empty = door.part_with_the_empty(set())
    assert empty == {"one", "other"} and one.closed == 0
    assert not server.manager.is_connected(gone, "/x")
    door.part_with_the_empty(empty)

    assert (one.closed, other.closed, full.closed) == (1, 1, 0)


def test_it_looks_again_and_again() -> None:
    door, looks = made(), []
    server = SimpleNamespace(sleep=lambda _s: None, start_background_task=lambda task: task())
    door._server = server

    def look(before: set[str]) -> set[str]:
        looks.append(before)
        if len(looks) == 3:
            raise InterruptedError
        return {str(len(looks))}

    door.part_with_the_empty = look
    with pytest.raises(InterruptedError):
        door._watch()
    door._watch()
    assert looks == [set(), {"1"}, {"2"}]


def test_a_connection_that_is_gone_is_dropped_without_a_word() -> None:
    door = made()
    door._server.eio.sockets["one"] = one = Ended()

    door.drop("another")
    door._server.eio.disconnect("one")

    assert one.closed == 1


def ask(door: Entrance, path: str, **environ: str) -> SimpleNamespace:
    """One request; `served` says whether it got through."""
    seen = SimpleNamespace(served=False, status="", headers={})

    def serve(_environ: dict, start_response) -> list[bytes]:
        seen.served = True
        start_response("200 OK", [("X-Own", "1")])
        return [b""]

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        seen.status, seen.headers = status, dict(headers)

    door._serve, door._watch = serve, lambda: None
    door({"PATH_INFO": path, **environ}, start_response)
    return seen


def test_only_requests_of_socket_io_are_looked_at() -> None:
    page = ask(made(), "/rooms", HTTP_ORIGIN="https://evil.example")
    assert page.served and page.headers == {"X-Own": "1"}


def test_ours_get_through_with_headers_and_others_do_not() -> None:
    ours = ask(made(), "/socket.io/", HTTP_ORIGIN="https://talk.example")
    assert ours.served and ours.headers.items() >= dict(entrance.HEADERS).items()

    theirs = ask(made(), "/socket.io/", HTTP_ORIGIN="https://talk.example.evil")
    assert not theirs.served
    assert theirs.status == "403 Forbidden" and theirs.headers["Cache-Control"] == "no-store"
