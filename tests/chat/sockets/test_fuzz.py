"""W-8: whatever a page sends gets an answer or is left lying; nothing breaks, nothing is logged
as a fault, and the page is still served. Eight tests of 150 cases on two engines: 2,400."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.sockets import sockets_of

ERRORS = {"unknown", "invalid", "forbidden", "notfound"}
EVENTS = ("join", "leave", "send", "typing", "present", "sync")
often = settings(
    max_examples=150, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
words = st.text(st.characters(codec=None), max_size=60)  # surrogates and zeros among them
leaf = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), words,
    st.sampled_from(["", "\0", "\ud800", "x" * 5_000, 2**53, 2**70, -1, 1.5]),
    st.just({"_placeholder": True, "num": 0}),
)  # fmt: skip
anything = st.recursive(
    leaf, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
)
NAMES = ("room", "after", "on", "body", "client_id", "content_note", "reply_to")


@pytest.fixture
def quiet(app: Flask, talk: SimpleNamespace, capsys: pytest.CaptureFixture[str]):
    """A page; afterwards it still works, and the log holds no fault."""
    yield talk
    hello = {"room": talk.room.public_id, "body": "Still here", "client_id": "still-here"}
    assert take(app, talk.one, event_packet("send", hello))["ok"]
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert "socket_event_failed" not in said.err
    assert "socket_event_waits" not in said.err


def take(app: Flask, page: Any, packet: str | bytes) -> Any:
    """What comes in on the wire; gives the answer, if there is one."""
    page.socket.acks = None
    sockets_of(app).io.server.eio.handlers["message"](page.socket.eio_sid, packet)
    return page.socket.acks and page.socket.acks["args"][0]


def event_packet(*data: Any) -> str:
    """An event that wants an answer, as browsers write it."""
    return "2/chat,7" + json.dumps(data)


@pytest.mark.parametrize("name", EVENTS)
def test_no_payload_breaks_an_event(app: Flask, quiet: SimpleNamespace, name: str) -> None:
    room = quiet.room.public_id
    right = st.sampled_from([room, 0, 1, True, False, "Hello", "one-name-1", ""])
    near = st.dictionaries(st.sampled_from(NAMES), right | leaf, max_size=7)

    @often
    @given(st.one_of(anything, near.map(lambda some: {"room": room, **some})))
    def check(payload: Any) -> None:
        answer = take(app, quiet.one, event_packet(name, payload))
        assert answer["ok"] or answer["error"] in ERRORS, answer

    check()


@often
@given(data=st.data())
def test_no_name_and_no_number_of_payloads_does(
    app: Flask, quiet: SimpleNamespace, data: st.DataObject
) -> None:
    name = data.draw(anything | st.sampled_from(EVENTS))
    payloads = data.draw(st.lists(anything, max_size=4))

    answer = take(app, quiet.one, event_packet(name, *payloads))

    assert answer["ok"] or answer["error"] in ERRORS


WIRE = st.one_of(
    st.binary(max_size=80),
    words,
    st.tuples(st.sampled_from("023456789"), st.sampled_from(["/chat,", "", "/x,"]), words).map(
        "".join
    ),
    st.tuples(st.sampled_from(["2/chat,", "5", "51-/chat,", "2/chat,12"]), anything.map(json.dumps)).map(
        "".join
    ),
    st.integers(500, 4_900).map(lambda depth: "2/chat,1" + "[" * depth + "]" * depth),
    st.sampled_from(
        ["", "2", "2/chat", "2/chat,", "2/chat,5", "2/chat,[]", "2/chat,{}", "2/chat,null", "3/chat,0[]",
         "4/chat,{}", "6/chat,1[1]", "59999999999-/chat,1[]", "2" + "9" * 200, "0/chat,", "0/", "0"]
    ),
)  # fmt: skip


@often
@given(packet=WIRE)
def test_no_bytes_on_the_wire_do(app: Flask, quiet: SimpleNamespace, packet: str | bytes) -> None:
    """Wrong kinds, broken JSON, deep nesting, attachments that are announced and never come."""
    if packet[:1] != "1":  # that one says goodbye
        take(app, quiet.one, packet)

    assert sockets_of(app).io.server._binary_packet == {}
    assert len(sockets_of(app).connected) == 2
