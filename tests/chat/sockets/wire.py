"""An open page on the wire: a websocket of our own making, so that it can do what no page would."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from typing import Any

from tests.chat_history.harness.browser import ChatBrowser
from tests.core.sockets.raw import Raw


class Refused(Exception):
    """The namespace said no, and why."""


class WirePage:
    """Connected to `/chat` with a ticket; a thread notes what comes in, and when."""

    def __init__(self, url: str, session: str, ticket: str | None = None) -> None:
        self.browser = ChatBrowser(url, session)
        self.browser.learn_token()
        self.raw = Raw(url, Origin=url, Cookie=self.browser.cookie)
        assert self.raw.hear().startswith("0{")
        self.say("0/chat," + json.dumps({"ticket": ticket or self.browser.ticket()}))
        answer = self.raw.hear()
        if answer.startswith("44/chat,"):
            self.raw.socket.close()
            raise Refused(json.loads(answer.removeprefix("44/chat,"))["message"])
        self.heard: list[tuple[float, str, dict[str, Any]]] = []
        self.ended_at = 0.0
        self._answers: dict[int, dict[str, Any]] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, packet: str) -> None:
        """A packet of Socket.IO as it is."""
        self.raw.say("4" + packet)

    def _listen(self) -> None:
        with suppress(OSError, EOFError, AssertionError):
            while True:
                self._take(self.raw.hear())
        self.ended_at = self.ended_at or time.monotonic()

    def _take(self, words: str) -> None:
        if words.startswith("42/chat,"):
            name, data = json.loads(words.removeprefix("42/chat,"))
            self.heard.append((time.monotonic(), name, data))
        elif words.startswith("43/chat,"):
            number, _, answer = words.removeprefix("43/chat,").partition("[")
            self._answers[int(number)] = json.loads("[" + answer)[0]
        elif words.startswith("41/chat"):
            self.ended_at = time.monotonic()

    def send(self, event: str, **values: Any) -> int:
        """Returns the number under which the answer comes."""
        self._number += 1
        self.say(f"2/chat,{self._number}" + json.dumps([event, values]))
        return self._number

    def answer(self, number: int, seconds: float = 10) -> dict[str, Any]:
        """The answer of that number."""
        until = time.monotonic() + seconds
        while number not in self._answers:
            assert time.monotonic() < until, f"no answer within {seconds} s"
            time.sleep(0.005)
        return self._answers[number]

    def ask(self, event: str, **values: Any) -> dict[str, Any]:
        """Send, and wait for the answer."""
        return self.answer(self.send(event, **values))

    def speak(self, room: str, words: str) -> float:
        """Say something; gives how long the answer took."""
        begun = time.monotonic()
        name = f"wire-{time.monotonic_ns()}"
        answer = self.ask("send", room=room, body=words, client_id=name)
        assert answer["ok"], answer
        return time.monotonic() - begun

    def said(self) -> list[int]:
        """The numbers of the messages that came."""
        return [data["sequence"] for _at, name, data in self.heard if name == "said"]

    def seconds_until(self, question: Any, most: float) -> float:
        """How long it takes until `question(self)` is true.

        Raises:
            AssertionError: longer than `most`.
        """
        begun = time.monotonic()
        while not question(self):
            assert time.monotonic() - begun < most, f"not within {most} s: {self.heard[-5:]}"
            time.sleep(0.01)
        return time.monotonic() - begun

    def is_cut(self) -> bool:
        """Told that a room is no longer for it."""
        return any(name == "cut" for _at, name, _data in self.heard)

    def is_over(self) -> bool:
        """Whether the server ended it."""
        return bool(self.ended_at)

    def close(self) -> None:
        with suppress(OSError):
            self.raw.socket.close()
