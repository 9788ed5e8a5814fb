"""Slow, deaf and silent readers cost little and disturb nobody (W-7, R-11)."""

from __future__ import annotations

import time

from tests.core.sockets.raw import CLOSE, TEXT, Raw, frame
from tests.core.sockets.server import talking

MEGABYTE = 1_000_000
DEAF, EVENTS, SIZE, BATCH = 20, 8_000, 10_000, 40


def test_deaf_readers_are_cut_off_and_their_neighbour_hears_everything(talker):
    """80 MB to each of 22 sockets, of which two read. Red without the limit, and when
    a full socket is waited for (the neighbour hears nothing more)."""
    before = talker.until(lambda state: not state["open"])
    deaf = [Raw(talker.url, receive_buffer=4096).join() for _n in range(DEAF)]
    with Raw(talker.url) as hearing, Raw(talker.url) as asking:
        hearing.join(), asking.join()
        slowest, heard = 0.0, 0
        while heard < EVENTS:
            if (
                heard % BATCH == 0
            ):  # no more than a reader may lag, who is only waiting for its turn
                asking.say(f'42["flood",{SIZE},{BATCH}]')
            began = time.perf_counter()
            words = hearing.hear()
            slowest = max(slowest, time.perf_counter() - began)
            assert len(words) == len('42["flooded",""]') + SIZE
            heard += 1
            drain(asking)
            if heard % 100 == 0:
                assert talker.state()["memory"] - before["memory"] < 50 * MEGABYTE
        assert slowest < 3
    for client in deaf:
        client.socket.close()
    after = talker.until(lambda state: not state["open"] and not state["engine"])
    assert after["memory"] - before["memory"] < 50 * MEGABYTE
    assert after["left"][len(before["left"]) :] == ["transport close"] * (DEAF + 2)


def drain(client):
    """Read what is there, without waiting."""
    client.socket.setblocking(False)
    try:
        while client.socket.recv(1_000_000):
            pass
    except BlockingIOError:
        client.socket.settimeout(15)


def test_the_cut_off_reader_is_let_go_of_while_it_stays_deaf(talker):
    """It need not do anything for that, so its place is free at once."""
    before = talker.until(lambda state: not state["open"])
    with Raw(talker.url, receive_buffer=4096) as deaf, Raw(talker.url) as asking:
        deaf.join(), asking.join()
        asking.say(f'42["flood",{SIZE},1000]')
        for _n in range(1000):
            asking.hear()
        talker.until(lambda state: state["open"] == 1)
    assert talker.until(lambda state: not state["open"])["engine"] == before["engine"]


def test_who_never_answers_a_ping_is_let_go(tmp_path):
    """Though the connection stays open on its side."""
    with talking(tmp_path, PING_INTERVAL="0.3", PING_TIMEOUT="0.5") as server:
        with Raw(server.url) as silent, Raw(server.url) as half:
            silent.join()
            assert half.hear().startswith("0{")  # and never says who it is
            server.until(lambda state: state["open"] == 2)
            server.until(lambda state: not state["open"] and not state["engine"])
        assert server.state()["left"] == ["ping timeout"]


def test_an_upgrade_that_is_never_finished_is_given_up(tmp_path):
    """The connection for it is let go, and the session by polling lives on."""
    with talking(tmp_path, PING_TIMEOUT="1") as server:
        opened = polled(server, "")
        sid = opened.split('"sid":"')[1].split('"')[0]
        path = f"/socket.io/?EIO=4&transport=websocket&sid={sid}"
        with Raw(server.url, path) as idle:
            assert idle.status == 101
            server.until(lambda state: state["open"] == 1)
            with Raw(server.url, path) as second:
                assert second.status == 400
            server.until(lambda state: state["open"] == 0)
        with Raw(server.url, path) as wrong:
            wrong.say("4not a probe")
            assert wrong.closing()[0] == 1000
        with Raw(server.url, path) as third:
            third.say("2probe")
            assert third.frame() == (TEXT, b"3probe")
            third.say("5")
            third.say("40")
            third.say('420["echo","made it"]')
            assert '430["made it"]' in iter(third.hear, None)
            third.send(frame(CLOSE, b""))
            third.closing()


def polled(server, sid):
    """One answer by polling, as text."""
    import urllib.request

    with urllib.request.urlopen(f"{server.url}/socket.io/?EIO=4&transport=polling{sid}") as answer:
        return answer.read().decode()


def test_an_idle_socket_costs_little(talker):
    """300 of them, with all that the process holds for each; 43 KB where this was written."""
    warm = [Raw(talker.url).join() for _n in range(30)]
    for client in warm:
        client.socket.close()
    before = talker.until(lambda state: not state["open"])
    idle = [Raw(talker.url).join() for _n in range(300)]
    after = talker.until(lambda state: state["open"] == 300)
    for client in idle:
        client.socket.close()
    assert (after["memory"] - before["memory"]) / 300 < 90_000
    talker.until(lambda state: not state["open"])
