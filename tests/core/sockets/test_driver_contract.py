"""The driver and the real client of Socket.IO understand each other."""

from __future__ import annotations

import pytest

from tests.core.sockets.server import talking


@pytest.mark.parametrize("transports", ["websocket", "polling", "polling,websocket"])
def test_events_and_answers_go_both_ways(node, talker, transports):
    """In any script, and empty ones too."""
    seen = node("events", talker, transports)
    assert seen["echoes"] == [[word] if isinstance(word, list) else word for word in seen["words"]]
    assert seen["heard"] == ["REALLY?"]


def test_nothing_overtakes_anything(node, talker):
    """500 events there, 500 here, each with its answer."""
    seen = node("order", talker)
    assert seen["numbers"] == seen["acks"] == seen["noted"] == list(range(500))


def test_an_upgrade_keeps_the_order(node, talker):
    """Red when packets take the direct way while others still wait in the queue."""
    seen = node("upgrade", talker, "polling,websocket")
    assert (seen["before"], seen["after"]) == ("polling", "websocket")
    assert seen["numbers"] == list(range(400))
    assert seen["noted"] == list(range(100))


def test_large_events_reach_a_slow_reader_whole(node, talker):
    """The library's driver loses what the kernel does not take at once. Red when `_keep` drops it."""
    assert node("slow", talker)["sizes"] == [300_000] * 12 + [6_000_000] * 3


def test_bytes_pass(node, talker):
    """As they do with the library's driver."""
    assert node("binary", talker) == {"size": 4, "back": [0, 1, 254, 255]}


def test_a_refused_client_is_told(node, talker):
    """By the application."""
    assert node("refused", talker)["message"] == "Connection rejected by server"


def test_who_is_sent_away_stays_away(node, talker):
    """A client does not come back by itself after that."""
    assert node("sentAway", talker) == {"reason": "io server disconnect", "tries": 0}


def test_after_a_restart_everybody_comes_back(node, talker):
    """With a moment to do so, another one for each."""
    seen = node("restart", talker)
    assert (seen["reason"], seen["code"], seen["echo"]) == ("transport close", 1012, "again")
    assert 0 <= int(seen["said"].removeprefix("retry=")) < 8000


def test_a_client_that_vanishes_is_forgotten(node, talker):
    """At once, and the application is told."""
    before = talker.until(lambda state: not state["open"])
    node("gone", talker)
    state = talker.until(lambda state: not state["open"])
    assert state["left"][len(before["left"]) :] == ["transport close"]
    assert state["engine"] == before["engine"]


def test_pings_go_on_and_silence_is_noticed(node, tmp_path):
    """A client that answers stays for several rounds; its timer holds nothing up."""
    with talking(tmp_path, PING_INTERVAL="0.3", PING_TIMEOUT="0.3") as server:
        seen = node("pinged", server)
    assert seen["pings"] >= 3
    assert (seen["still"], seen["echo"]) == (True, "here")
