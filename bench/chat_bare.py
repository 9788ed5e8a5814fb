"""The least chat there is: one event that is handed to everybody in a room, and nothing else.

With CHAT_DRIVER=own behind our driver, else as Flask-SocketIO comes. `bench.chat_bare:app`.
"""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

from app.core.sockets import driver

app = Flask("bare_chat")
socketio = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,
    manage_session=False,
    transports=["websocket"],
    message_queue=os.environ.get("REDIS_URL") or None,
)
if os.environ.get("CHAT_DRIVER") == "own" and not driver.install(socketio):
    raise RuntimeError("the driver is not in use")
app.extensions["sockets"] = SimpleNamespace(stop=driver.close_all)


@socketio.on("join")  # type: ignore[untyped-decorator]
def _join(room: str) -> str:
    join_room(room)
    return room


@socketio.on("send")  # type: ignore[untyped-decorator]
def _send(message: Any) -> None:
    emit("said", message, to="room")
