"""What is not as it was tested is left to the driver that came with the library."""

from __future__ import annotations

from importlib.metadata import version

import pytest
import structlog
from flask import Flask
from flask_socketio import SocketIO
from structlog.testing import capture_logs

from app.core.sockets import driver
from app.core.sockets.driver import installing
from tests.core.sockets.server import talking


@pytest.fixture(autouse=True)
def every_line_is_heard():
    """Whatever level another test of this process set."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


def made(mode="gevent"):
    """A server of Socket.IO that nobody talks to."""
    return SocketIO(Flask(__name__), async_mode=mode)


def test_another_version_is_not_touched_and_clients_still_come(node, tmp_path):
    """Red without the guard: the driver would be in use."""
    with talking(tmp_path, PRETEND_VERSION="4.16.0") as server:
        assert not server.state()["installed"]
        seen = node("events", server)
        assert seen["transport"] == "websocket"
        assert seen["heard"] == ["REALLY?"]
        assert server.log().count("own_websocket_driver_not_used") == 1


def test_the_pinned_versions_are_the_tested_ones():
    """So that a new pin without a look at the driver is seen here."""
    assert installing.untested() == ""
    assert {name for name in installing.TESTED if version(name) != installing.TESTED[name]} == {
        "wsproto",
        "gevent",
    }


@pytest.mark.parametrize("name", installing.TESTED)
def test_every_library_is_looked_at(name, monkeypatch):
    """One warning says which."""
    monkeypatch.setattr(
        installing, "version", lambda asked: "0.1" if asked == name else version(asked)
    )
    socketio = made()
    before = socketio.server.eio._async
    with capture_logs() as lines:
        assert not driver.install(socketio)
    assert [(line["log_level"], line["reason"]) for line in lines] == [("warning", f"{name} 0.1")]
    assert socketio.server.eio._async is before


@pytest.mark.parametrize("name", ["sockets", "_async", "reason"])
def test_a_server_without_a_point_is_left_alone(name):
    """Under the right version number, even."""
    socketio = made()

    class Other(type(socketio.server.eio)):
        def __getattribute__(self, asked):
            if asked == name and not asked.startswith("async_mode"):
                raise AttributeError(asked)
            return super().__getattribute__(asked)

    socketio.server.eio.__class__ = Other
    with capture_logs() as lines:
        assert not driver.install(socketio)
    assert [line["reason"] for line in lines] == [f"Server.{name}"]


@pytest.mark.parametrize("name", ["send", "receive", "queue", "upgraded", "schedule_ping"])
def test_a_socket_without_a_point_is_left_alone(name, monkeypatch):
    """Methods and attributes alike."""
    real = installing.Socket

    class Other(real):
        def __getattribute__(self, asked):
            if asked == name:
                raise AttributeError(asked)
            return super().__getattribute__(asked)

    monkeypatch.setattr(installing, "Socket", Other)
    with capture_logs() as lines:
        assert not driver.install(made())
    assert [line["reason"] for line in lines] == [f"Socket.{name}"]


def test_threads_are_left_alone_without_a_warning():
    """That is how the development server and most tests run."""
    with capture_logs() as lines:
        assert not driver.install(made("threading"))
    assert lines == []


def test_only_the_given_server_is_changed():
    """The library shares one table between all servers of a process."""
    one, other = made(), made()
    assert driver.install(one)
    assert one.server.eio._async["websocket"] is not other.server.eio._async["websocket"]
