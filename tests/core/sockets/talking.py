"""A small Socket.IO application to try the driver with: `tests.core.sockets.talking:app`."""

from __future__ import annotations

import os
import resource
from types import SimpleNamespace

from flask import Flask, request
from flask_socketio import SocketIO, disconnect, emit
from gevent import sleep

from app.core.sockets import driver
from app.core.sockets.driver import installing

app = Flask(__name__)
app.secret_key = "only for this test"
socketio = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,
    manage_session=False,
    max_http_buffer_size=10_000,
    ping_interval=float(os.environ.get("PING_INTERVAL", "25")),
    ping_timeout=float(os.environ.get("PING_TIMEOUT", "20")),
)
if "PRETEND_VERSION" in os.environ:
    installing.TESTED["python-engineio"] = os.environ["PRETEND_VERSION"]
INSTALLED = driver.install(socketio)
app.extensions["sockets"] = SimpleNamespace(stop=driver.close_all)
LEFT: list[str] = []
NOTED: dict[str, list[int]] = {}


@app.get("/state")
def state():
    """What the process says of itself."""
    with open("/proc/self/statm") as pages:
        memory = int(pages.read().split()[1]) * resource.getpagesize()
    engine = socketio.server.eio
    return {
        "installed": INSTALLED, "open": driver.open_count(), "engine": len(engine.sockets),
        "memory": memory, "left": LEFT, "noted": NOTED,
    }  # fmt: skip


@app.get("/goodbye")
def goodbye():
    """What the worker does when it stops."""
    driver.close_all()
    return {}


@socketio.on("connect")
def come(auth):
    if auth == {"refuse": True}:
        return False
    return None


@socketio.on("disconnect")
def leave(reason):
    LEFT.append(str(reason))


@socketio.on("echo")
def echo(*words):
    return words


@socketio.on("ask")
def ask(words):
    """The other way round: the server wants to know something, then tells the answer."""
    sid = request.sid
    socketio.emit(
        "question", words, to=sid, callback=lambda said: socketio.emit("heard", said, to=sid)
    )


@socketio.on("binary")
def binary(data):
    emit("binary", data)
    return len(data)


@socketio.on("many")
def many(count):
    for number in range(count):
        emit("numbered", number)


@socketio.on("stream")
def stream(count):
    """Numbers, one by one, while other things happen."""
    sid = request.sid

    def numbers():
        for number in range(count):
            socketio.emit("numbered", number, to=sid)
            sleep(0.001)

    socketio.start_background_task(numbers)


@socketio.on("note")
def note(number):
    NOTED.setdefault(request.sid, []).append(number)
    return number


@socketio.on("noted")
def noted():
    return NOTED.pop(request.sid)


@socketio.on("large")
def large(size, letter):
    emit("large", letter * size)
    return size


@socketio.on("flood")
def flood(size, count):
    """To everybody, again and again."""
    for _number in range(count):
        socketio.emit("flooded", "x" * size)
        sleep(0)


@socketio.on("leave")
def send_away():
    disconnect()
