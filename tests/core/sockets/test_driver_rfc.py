"""RFC 6455 as a stranger would try it, byte by byte."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.core.sockets.raw import BINARY, CLOSE, PING, PONG, TEXT, Raw, frame

ECHO = '420["echo","%s"]'
PROTOCOL_ERROR, WRONG_DATA, AGAINST_RULES, TOO_BIG = 1002, 1007, 1008, 1009


def goodbye_to(talker, *frames):
    """The code that a joined client hears after these, and whether everything was let go."""
    with Raw(talker.url) as client:
        client.join().send(*frames)
        code, _reason = client.closing()
    talker.until(lambda state: not state["open"])
    assert talker.state()["left"][-1] == "transport close"
    return code


def test_the_handshake_is_answered(talker):
    """With the proof that section 1.3 of the RFC gives as an example."""
    with Raw(talker.url, Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==") as client:
        assert client.status == 101
        assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in client.head
        assert json.loads(client.hear()[1:])["maxPayload"] == 10_000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_WebSocket_Key": None}, 400),
        ({"Sec_WebSocket_Key": "short"}, 400),
        ({"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="[:-4]}, 400),
        ({"Sec_WebSocket_Version": "8"}, 426),
        ({"Sec_WebSocket_Version": None}, 426),
        ({"Upgrade": "h2c"}, 400),
        ({"Origin": "https://elsewhere.example"}, 400),
    ],
)
def test_a_bad_handshake_is_refused(talker, headers, status):
    """And leaves nothing behind."""
    before = talker.state()["engine"]
    with Raw(talker.url, **headers) as client:
        assert client.status == status
        assert "Sec-WebSocket-Accept" not in client.head
        assert ("Sec-WebSocket-Version: 13" in client.head) == (status == 426)
    assert talker.state()["engine"] == before


@pytest.mark.parametrize(
    "offer",
    ["permessage-deflate", "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame"],
)
def test_compression_is_not_agreed_to(talker, offer):
    """The frames that follow are plain."""
    with Raw(talker.url, Sec_WebSocket_Extensions=offer, Sec_WebSocket_Protocol="chat") as client:
        assert "Sec-WebSocket-Extensions" not in client.head
        assert "Sec-WebSocket-Protocol" not in client.head
        client.join().say(ECHO % ("a" * 5000))
        assert client.hear() == '430["' + "a" * 5000 + '"]'


def test_a_message_comes_in_pieces_with_a_ping_between(talker):
    """Cut inside of a letter, too. The ping is answered before the message is."""
    words = (ECHO % "Grüße 👋").encode()
    cuts = [words[i : i + 1] for i in range(len(words))]
    with Raw(talker.url) as client:
        client.join().send(frame(TEXT, cuts[0], last=False))
        for piece in cuts[1:-1]:
            client.send(frame(0, piece, last=False), frame(PING, b"still here?"))
        for _piece in cuts[1:-1]:
            assert client.frame() == (PONG, b"still here?")
        client.send(frame(0, b"", last=False), frame(0, cuts[-1]))
        assert json.loads(client.hear()[3:]) == ["Grüße 👋"]


def test_frames_may_come_byte_by_byte(talker):
    """And several in one piece."""
    with Raw(talker.url) as client:
        client.join()
        for byte in frame(TEXT, ECHO % "slow"):
            client.send(bytes([byte]))
        assert client.hear() == '430["slow"]'
        client.send(*(frame(TEXT, ECHO % number) for number in range(50)))
        assert [client.hear() for _n in range(50)] == [f'430["{n}"]' for n in range(50)]


@pytest.mark.parametrize("size", [100, 125, 126, 9_000, 65_535, 65_536, 100_000])
def test_every_length_of_frame_is_sent(talker, size):
    """The three ways to write a length."""
    with Raw(talker.url) as client:
        client.join().say(f'42["large",{size - len("42[large,]") - 4},"y"]')
        opcode, payload = client.frame()
        assert (opcode, len(payload)) == (TEXT, size)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ([frame(TEXT, ECHO % "bare", masked=False)], PROTOCOL_ERROR),
        ([frame(TEXT, ECHO % "bit", reserved=0x40)], PROTOCOL_ERROR),
        ([frame(0x3, b"no such kind")], PROTOCOL_ERROR),
        ([frame(PING, b"x" * 126)], PROTOCOL_ERROR),
        ([frame(PING, b"half", last=False)], PROTOCOL_ERROR),
        ([frame(0, b"the end of nothing")], PROTOCOL_ERROR),
        ([frame(TEXT, "4", last=False), frame(TEXT, "2")], PROTOCOL_ERROR),
        ([frame(TEXT, b"42\xc3\x28")], WRONG_DATA),
        ([frame(TEXT, b"42\xf0\x9f", last=True)], WRONG_DATA),
        ([frame(TEXT, b"42\xed\xa0\x80")], WRONG_DATA),
        ([frame(TEXT, "42" + "x" * 9_999)], TOO_BIG),
        ([frame(TEXT, "42" + "é" * 5_000)], TOO_BIG),
        ([frame(BINARY, b"x" * 10_001)], TOO_BIG),
        ([frame(TEXT, "4", last=False)] + [frame(0, "2" * 500, last=False)] * 20, TOO_BIG),
        ([frame(TEXT, "4" + "x" * 1_000_000)], TOO_BIG),
        ([frame(TEXT, "")], AGAINST_RULES),
        ([frame(TEXT, "x")], AGAINST_RULES),
        ([frame(TEXT, "9")], AGAINST_RULES),
        ([frame(TEXT, "4" + "[" * 9_000)], AGAINST_RULES),
        ([frame(CLOSE, b"\x03")], PROTOCOL_ERROR),
        ([frame(CLOSE, b"\x03\xe7")], PROTOCOL_ERROR),
        ([frame(CLOSE, b"\x03\xed")], PROTOCOL_ERROR),
        ([frame(CLOSE, b"\x03\xe8\xff")], WRONG_DATA),
    ],
)
def test_what_breaks_the_rules_ends_the_conversation(talker, bad, code):
    """With the code that says why, and without a word in the log."""
    before = talker.log()
    assert goodbye_to(talker, *bad) == code
    assert "Traceback" not in talker.log()[len(before) :]


@pytest.mark.parametrize(
    ("said", "code"),
    [(b"", 1000), (b"\x03\xe8", 1000), (b"\x03\xe9bye", 1001), (b"\x0f\xa0", 4000)],
)
def test_a_goodbye_is_answered_with_its_own_code(talker, said, code):
    """And what came before it is still answered first."""
    with Raw(talker.url) as client:
        client.join().send(frame(TEXT, ECHO % "last words"), frame(CLOSE, said))
        assert client.hear() == '430["last words"]'
        assert client.closing() == (code, "")


# Masks are drawn at random, so names are given: test processes must agree on them.
@pytest.mark.parametrize(
    "end", [frame(CLOSE, b"\x03\xe8"), frame(TEXT, "4" + "x" * 20_000)], ids=["theirs", "ours"]
)
def test_nothing_is_heard_after_a_goodbye(talker, end):
    """Theirs or ours: a message behind it is not acted upon."""
    before = talker.state()["noted"]
    goodbye_to(talker, end, frame(TEXT, '42["note",1]'))
    assert talker.state()["noted"] == before


def test_ten_thousand_empty_packets(talker):
    """The first ends it; the rest costs nothing, and others are served."""
    grown = talker.state()["memory"]
    assert goodbye_to(talker, frame(TEXT, "") * 10_000) == AGAINST_RULES
    assert talker.state()["memory"] - grown < 10_000_000


def test_a_flood_of_pings_lets_others_through(talker):
    """They come faster than they can be read, until the neighbour got its answer. Red when a
    socket is read without a look at the others in between."""
    answered = threading.Event()

    def flood(client):
        while not answered.is_set():
            client.send(frame(PING, b"!") * 1000)

    def read(client):
        with contextlib.suppress(OSError, EOFError):
            while True:
                assert client.frame() == (PONG, b"!")

    with Raw(talker.url) as loud, Raw(talker.url) as quiet, ThreadPoolExecutor(2) as pool:
        loud.join(), quiet.join()
        work = pool.submit(flood, loud), pool.submit(read, loud)
        try:
            time.sleep(0.3)
            quiet.say(ECHO % "may I?")
            assert quiet.hear() == '430["may I?"]'
        finally:
            answered.set()
            work[0].result()
            loud.reset()
        work[1].result()
