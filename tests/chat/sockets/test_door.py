"""W-1, W-8, W-9, W-10 on the real server: what comes in on the wire, and what is not let in."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests.chat.sockets.community import community
from tests.chat.sockets.quick import EMPTY_FOR, SWEEP_EVERY
from tests.chat.sockets.wire import WirePage
from tests.core.sockets.raw import BINARY, TEXT, Raw, frame
from tests.reliability.harness.running import RunningSite

POLLING = "/socket.io/?EIO=4&transport=polling"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """One worker on SQLite with bin/gunicorn.conf.py."""
    folder = tmp_path_factory.mktemp("door")
    people = community(f"sqlite:///{folder / 'door.db'}")
    running = RunningSite(folder, f"sqlite:///{folder / 'door.db'}")
    running.start("tests.chat.sockets.quick:app")
    yield SimpleNamespace(url=running.url, people=people, room=people.room.public_id, it=running)
    running.kill()


def log_of(door: SimpleNamespace) -> str:
    return (door.it.folder / "log").read_text("utf-8")


def poll(
    door: SimpleNamespace, method: str = "GET", path: str = POLLING, body: str = "", **headers
):
    """Status, headers and text of one request; `_` in names stands for `-`."""
    connection = http.client.HTTPConnection(urlsplit(door.url).netloc, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    connection.request(method, path, body or None, sent)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return SimpleNamespace(status=answer.status, headers=answer.headers, text=text)


def foreign(url: str) -> list[str]:
    """Origins that are not ours, some of which look like it."""
    port = urlsplit(url).port
    return [
        "https://evil.example", "null", "", "*", url + "/", url.replace("http:", "https:"),
        f"http://127.0.0.1.evil.example:{port}", f"http://evil127.0.0.1:{port}",
        f"http://127.0.0.1:{port}@evil.example", "http://127.0.0.1", f"http://127.0.0.1:{port}0",
        f"http://127.0.0.1:{port}, https://evil.example", url.upper(),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(13))
def test_pages_of_others_are_refused_on_both_transports(door: SimpleNamespace, number: int) -> None:
    """Red without the entrance for "" only: Engine.IO takes an empty origin for none."""
    origin = foreign(door.url)[number]

    assert Raw(door.url, Origin=origin).status in (400, 403)
    assert poll(door, Origin=origin, Sec_Fetch_Site="same-origin").status in (400, 403)


def test_our_own_page_is_let_in(door: SimpleNamespace) -> None:
    assert Raw(door.url, Origin=door.url).status == 101
    answer = poll(door, Origin=door.url)
    assert (answer.status, answer.text[:2]) == (200, "0{")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("from_site", "status"), [("same-origin", 200), ("cross-site", 403), ("none", 403), (None, 403)]
)
def test_polling_without_an_origin_says_where_it_comes_from(
    door: SimpleNamespace, from_site: str | None, status: int
) -> None:
    assert poll(door, Sec_Fetch_Site=from_site).status == status


@pytest.mark.parametrize("from_site", ["same-origin", None])
def test_a_websocket_without_an_origin_is_refused(
    door: SimpleNamespace, from_site: str | None
) -> None:
    """Red before: it was opened, and only the namespace said no."""
    assert Raw(door.url, Sec_Fetch_Site=from_site).status == 403


def test_an_upgrade_without_an_origin_is_refused_too(door: SimpleNamespace) -> None:
    sid = json.loads(poll(door, Origin=door.url).text[1:])["sid"]
    path = f"/socket.io/?EIO=4&transport=websocket&sid={sid}"

    assert Raw(door.url, path).status == 403
    assert Raw(door.url, path, Origin=door.url).status == 101


@pytest.mark.parametrize(
    "name",
    ["/", "/admin", "/chat/", "/chat/room", "/CHAT", "/%63hat", "/socket.io", "/?chat", "/*"],
)
def test_no_other_namespace_is_open(door: SimpleNamespace, name: str) -> None:
    """Red before for "/", which the library opens for everybody."""
    with Raw(door.url, Origin=door.url, Cookie=f"session={door.people.sessions[0]}") as page:
        assert page.hear().startswith("0{")
        page.say("40" if name == "/" else f"40{name},")
        assert page.hear().startswith("44")


def test_who_enters_no_namespace_is_sent_away(door: SimpleNamespace) -> None:
    begun = time.monotonic()
    with Raw(door.url, Origin=door.url) as page:
        assert page.hear().startswith("0{")
        page.closing()
    assert time.monotonic() - begun < 4 * EMPTY_FOR


def test_numbered_messages_are_stored_in_order(door: SimpleNamespace) -> None:
    """Sent back to back, without waiting for an answer; tests/chat_history sends 500."""
    page = WirePage(door.url, door.people.sessions[0])
    assert page.ask("join", room=door.room, after=0)["ok"]

    sent = [
        page.send("send", room=door.room, body=f"Number {n}", client_id=f"number-{n:04}")
        for n in range(100)
    ]
    numbers = [page.answer(one, 60)["sequence"] for one in sent]

    assert numbers == list(range(numbers[0], numbers[0] + 100))
    page.seconds_until(lambda it: len(it.said()) >= 100, 20)
    assert page.said() == numbers
    page.close()


WRONG = [
    "", "2", "2/chat,", "2/chat,5", "2/chat,[]", "2/chat,{}", "2/chat,null", "2/chat,[[1]]",
    "2/chat,[{}]", "2/chat,1" + "[" * 4_000, "3/chat,0[]", "4/chat,{}", "51-/chat,[\"send\",1]",
    "52-/chat,1[\"send\",{\"_placeholder\":true,\"num\":0}]", "59999999999-/chat,1[]", "6/chat,1[1]",
    "7", "9", "x", "2/chat," + "9" * 200, "0/chat,", "0/chat,{\"ticket\":[]}",
]  # fmt: skip


def test_wrong_packets_on_the_wire_are_left_lying(door: SimpleNamespace) -> None:
    """Over a websocket, as bytes too, and by polling; the page goes on."""
    page = WirePage(door.url, door.people.sessions[1])
    for words in WRONG:
        page.say(words)
        page.raw.send(frame(BINARY, b"\x04" + words.encode()))
    assert page.ask("join", room=door.room, after=0)["ok"]
    sid = json.loads(poll(door, Origin=door.url).text[1:])["sid"]
    for words in WRONG:
        poll(door, "POST", f"{POLLING}&sid={sid}", "4" + words, Origin=door.url)
    too_many = "\x1e".join(["42/chat,[]"] * 50)
    poll(door, "POST", f"{POLLING}&sid={sid}", too_many, Origin=door.url)

    assert page.ask("sync", room=door.room, after=0)["ok"]
    page.close()
    assert "Traceback" not in log_of(door)
    assert '"trace"' not in log_of(door)


def test_words_from_outside_stand_in_no_log(door: SimpleNamespace) -> None:
    """Red with the library's own logger: it writes down what it does not know."""
    poll(door, path=f"{POLLING}&sid=canary%0Aforged-line", Origin=door.url)
    poll(door, Origin="https://canary.example")
    Raw(door.url, "/socket.io/?EIO=3&transport=canary", Origin=door.url)

    assert "canary" not in log_of(door) and "forged-line" not in log_of(door)


def test_an_event_of_more_than_ten_kilobytes_ends_the_connection(door: SimpleNamespace) -> None:
    page = WirePage(door.url, door.people.sessions[2])
    page.raw.send(frame(TEXT, "42/chat," + json.dumps(["send", {"body": "x" * 10_000}])))
    page.seconds_until(WirePage.is_over, 5)
    sid = json.loads(poll(door, Origin=door.url).text[1:])["sid"]
    large = poll(door, "POST", f"{POLLING}&sid={sid}", "4" + "x" * 10_000, Origin=door.url)
    assert large.status == 400


def test_a_polling_page_that_breaks_the_rules_holds_nothing(door: SimpleNamespace) -> None:
    """Red with the library's own way to end it: it waits for somebody to fetch the rest."""
    for wrong in ("7", "9x", "", "0", "4" * 11_000):
        sid = json.loads(poll(door, Origin=door.url).text[1:])["sid"]
        poll(door, "POST", f"{POLLING}&sid={sid}", wrong, Origin=door.url)


def test_the_sweep_runs_by_its_clock(door: SimpleNamespace) -> None:
    """The row of a session goes by hand: nobody is told, and nothing is said."""
    page = WirePage(door.url, door.people.another_session(3))
    assert page.ask("join", room=door.room, after=0)["ok"]
    with door.people.app.app_context():
        from tests.chat.sockets.acts import end_sessions

        end_sessions(door.people.app, door.people.members[3])

    page.seconds_until(WirePage.is_over, 3 * SWEEP_EVERY)
    assert [name for _at, name, _data in page.heard] == ["signed_out"]


def test_a_stop_sends_open_pages_away_at_once(door: SimpleNamespace) -> None:
    """R-7; the last test of this file. Pages come back to whoever answers then. Jobs that run in
    the worker of a trial site may take a few seconds more."""
    pages = [WirePage(door.url, door.people.sessions[n]) for n in (0, 0, 1, 1, 2)]
    begun = time.monotonic()

    assert door.it.terminate() == 0

    assert max(page.ended_at for page in pages) - begun < 3
    assert "graceful timeout" not in log_of(door)
    assert "Traceback" not in log_of(door)
    door.it.start("tests.chat.sockets.quick:app")
    again = WirePage(door.url, door.people.sessions[0])
    assert again.ask("sync", room=door.room, after=0)["ok"]
    again.close()
