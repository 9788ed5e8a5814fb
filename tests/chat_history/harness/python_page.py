"""An open page in Python: all its logic runs in one thread of its own, what comes in waits."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep, time
from typing import Any

from tests.chat_history.harness.browser import ChatBrowser, SignedOut
from tests.chat_history.harness.history import Got, History
from tests.chat_history.harness.line import Line, Lost
from tests.chat_history.harness.outbox import FINAL, Outbox
from tests.chat_history.harness.room_log import RoomLog

MOST_WAITING = 3


class PythonPage:
    """One reader, to whom `rooms` belong (public id by name); `doors` are none of theirs."""

    def __init__(
        self, name: str, member: str, browser: ChatBrowser, origin: str, history: History
    ) -> None:
        self.name, self.member, self._browser, self._origin = name, member, browser, origin
        self._history = history
        self._random = random.Random(name)
        self._ids: dict[str, str] = {}
        self._logs: dict[str, RoomLog] = {}
        self._doors: dict[str, str] = {}
        self._pause = 0.0
        self._talks_at = self._knocks_at = self._again_at = 0.0
        self._outbox = Outbox(name, member, history)
        self._line: Line | None = None
        self._inbox: SimpleQueue[tuple[object, str, dict[str, Any]]] = SimpleQueue()
        self._orders: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._is_open = True
        self._is_careless = False
        self.faults: list[str] = []
        self._thread = Thread(target=self._run, name=name, daemon=True)

    # What the conductor says. All but the first takes place in the page's own thread.

    def start(self, rooms: dict[str, str], doors: dict[str, str], pause: float) -> None:
        """Listen to `rooms`, say something every `pause` seconds or so (0: nothing)."""
        for name, public_id in rooms.items():
            self._enter(name, public_id)
        self._doors, self._pause = dict(doors), pause
        self._thread.start()

    def enter(self, room: str, public_id: str) -> None:
        self._orders.put(lambda: self._enter(room, public_id))

    def reload(self) -> None:
        """The tab forgets everything but the numbers that it showed."""
        self._orders.put(self._forget)

    def say(self, room: str, words: str) -> None:
        self._orders.put(lambda: self._outbox.put(room, words))

    def burst(self, room: str, count: int) -> None:
        """Say so many things back to back, without waiting for any answer."""
        self._orders.put(lambda: self._burst(room, count))

    def neglect(self) -> None:
        """Let go what is missed from now on; the checker has to say so."""
        self._is_careless = True

    def quiet(self) -> None:
        """Say nothing new and knock nowhere."""
        self._orders.put(self._fall_silent)

    def is_at_rest(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._thread.is_alive() or (self._orders.empty() and not self._outbox)

    def close(self) -> None:
        self._is_open = False
        self._thread.join(20)
        assert not self._thread.is_alive(), f"{self.name} hangs"

    # The page's own thread.

    def _run(self) -> None:
        while self._is_open:
            try:
                self._turn()
            except Lost:
                self._hang_up()
            except SignedOut:
                self._outbox.forget()
                break
            except Exception as error:  # noqa: BLE001 - told to the test, which fails
                self.faults.append(f"{self.name}: {error!r}")
                break
            sleep(0.02)
        self._hang_up()

    def _turn(self) -> None:
        with suppress(Empty):
            while True:
                self._orders.get_nowait()()
        self._think_of_something()
        if not self._is_connected():
            return
        self._read_inbox()
        for room, log in list(self._logs.items()):
            if log.wants_to_ask():
                self._catch_up("sync", room)
        self._outbox.go(self._ask, self._ids)
        self._knock()

    def _is_connected(self) -> bool:
        """Whether there is a line; opens one if it is time, and joins all rooms again."""
        if self._line is not None and self._line.is_up:
            return True
        if monotonic() < self._again_at:
            return False
        self._hang_up()
        self._line = Line(self._browser, self._origin, lambda *news: self._inbox.put(news))
        for room in list(self._logs):
            self._catch_up("join", room)
        return True

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.tear()
            self._line = None
        self._again_at = monotonic() + self._random.uniform(0.2, 1.0)

    def _forget(self) -> None:
        self._hang_up()
        self._outbox.forget()
        for room, log in self._logs.items():
            self._logs[room] = self._new_log(room, log.last)

    def _fall_silent(self) -> None:
        self._pause, self._doors = 0.0, {}

    def _enter(self, room: str, public_id: str) -> None:
        self._ids[room] = public_id
        self._logs[room] = self._new_log(room, 0)
        if self._line is not None:
            self._catch_up("join", room)

    def _new_log(self, room: str, last: int) -> RoomLog:
        return RoomLog(lambda kind, data: self._show(room, kind, data), last)

    def _show(self, room: str, name: str, data: dict[str, Any]) -> None:
        """Give an entry to the reader."""
        kind = "said" if name == "said" else data["kind"]
        client_id, item = data.get("client_id", ""), data.get("item", "")
        self._history.got.append(
            Got(self.name, self.member, room, data["sequence"], kind, data["id"], time(),
                client_id, item)
        )  # fmt: skip

    def _ask(self, event: str, **values: Any) -> dict[str, Any]:
        assert self._line is not None
        answer = self._line.ask(event, **values)
        if answer.get("error") == "signed_out":
            raise Lost
        return answer

    def _catch_up(self, event: str, room: str) -> None:
        """Ask for what is missing until nothing is; a room that is refused is not ours any more."""
        while room in self._logs:
            log = self._logs[room]
            answer = self._ask(event, room=self._ids[room], after=log.last)
            if self._is_careless:
                answer |= {"entries": [], "up_to": answer["last"], "more": False}
            if answer["ok"]:
                log.answered(answer)
                if not answer["more"]:
                    return
            elif answer["error"] in FINAL:
                self._lose(room)
            else:
                sleep(answer.get("wait", 1))
            event = "join" if not answer["ok"] else "sync"

    def _lose(self, room: str) -> None:
        """Removed from it; from now on its door is tried now and then."""
        del self._logs[room]
        self._doors[room] = self._ids[room]

    def _read_inbox(self) -> None:
        rooms = {public_id: room for room, public_id in self._ids.items()}
        with suppress(Empty):
            while True:
                line, name, data = self._inbox.get_nowait()
                room = rooms.get(data.get("room", ""), "")
                if name in ("said", "changed"):
                    self._hear(line, room or data["room"], name, data)
                elif name == "cut" and room in self._logs:
                    self._lose(room)

    def _hear(self, line: object, room: str, name: str, data: dict[str, Any]) -> None:
        """What an earlier tab was sent is gone with it; what was sent though it should not have
        been is shown, for the checker to see."""
        if line is not self._line:
            return
        if room in self._logs:
            self._logs[room].take(name, data)
        else:
            self._show(room, name, data)

    def _think_of_something(self) -> None:
        if not self._pause or monotonic() < self._talks_at:
            return
        self._talks_at = monotonic() + self._random.expovariate(1 / self._pause)
        if self._logs and len(self._outbox) < MOST_WAITING:
            words = f"{self.name} says {self._outbox.number}."
            self._outbox.put(self._random.choice(sorted(self._logs)), words)

    def _burst(self, room: str, count: int) -> None:
        assert self._line is not None
        self._outbox.burst(self._line, room, self._ids[room], count)

    def _knock(self) -> None:
        """Try to listen, to look and to speak where one has no place."""
        if not self._doors or monotonic() < self._knocks_at:
            return
        self._knocks_at = monotonic() + self._random.uniform(1, 4)
        room, public_id = self._random.choice(sorted(self._doors.items()))
        event = self._random.choice(("join", "sync", "send"))
        if event == "send":
            self._ids.setdefault(room, public_id)
            self._outbox.put(room, f"{self.name} was never here")
            return
        answer = self._ask(event, room=public_id, after=0)
        if answer["ok"]:
            self._history.intruded.append(f"{self.name} {room}: {event} was let in")
            for name, data in answer["entries"]:
                self._show(room, name, data)
