"""Open pages in JavaScript, several in one process of Node: `pages.mjs` with the site's own modules."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
from threading import Event, Thread
from typing import Any

import pytest

from tests.chat_history.harness.browser import ChatBrowser
from tests.chat_history.harness.history import Got, History, Said
from tests.support.serving import ROOT

PROGRAM = "tests/chat_history/harness/pages.mjs"


class NodeProcess:
    """Writes down what its pages tell."""

    def __init__(self, history: History, **variables: str) -> None:
        node = shutil.which("node")
        if node is None or not (ROOT / "node_modules/socket.io-client").exists():
            pytest.skip("not installed here: node with the packages of package.json")
        self.history, self.faults = history, []
        self._said: dict[str, Said] = {}
        self._answers: dict[int, tuple[Event, list[bool]]] = {}
        self._questions = itertools.count()
        self._process = subprocess.Popen(
            [node, PROGRAM], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **variables},
        )  # fmt: skip
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def order(self, page: str, order: str, **values: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"page": page, "order": order, **values}) + "\n")
        self._process.stdin.flush()

    def is_rested(self, page: str) -> bool:
        """Asks the page whether nothing waits to be sent."""
        number, answered, answer = next(self._questions), Event(), []
        self._answers[number] = (answered, answer)
        self.order(page, "rested", question=number)
        return answered.wait(5) and answer[0]

    def freeze(self) -> None:
        """The lid is closed: nothing runs."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def close(self) -> None:
        if self._process.poll() is None:
            self.thaw()
            assert self._process.stdin is not None
            self._process.stdin.close()
            try:
                self._process.wait(5)
            finally:
                self._process.kill()
        self._reader.join(5)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            ((kind, told),) = json.loads(line).items()
            getattr(self, f"_note_{kind}")(told)

    def _note_said(self, told: dict[str, Any]) -> None:
        said = Said(member=self.history.pages[told["page"]], **told)
        self._said[said.client_id] = said
        self.history.said.append(said)

    def _note_told(self, told: dict[str, Any]) -> None:
        said = self._said[told["client_id"]]
        said.outcome, said.sequence, said.ended = told["outcome"], told["sequence"], told["ended"]

    def _note_got(self, told: dict[str, Any]) -> None:
        self.history.got.append(Got(member=self.history.pages[told["page"]], **told))

    def _note_intruded(self, told: str) -> None:
        self.history.intruded.append(told)

    def _note_fault(self, told: str) -> None:
        self.faults.append(told)

    def _note_rested(self, told: dict[str, Any]) -> None:
        answered, answer = self._answers.pop(told["question"])
        answer.append(told["yes"])
        answered.set()


class NodePage:
    """One page of such a process, with the same orders as a `PythonPage`."""

    def __init__(
        self,
        name: str,
        process: NodeProcess,
        browser: ChatBrowser,
        origin: str,
        transport: str = "websocket",
    ) -> None:
        self.name, self.process, self._browser, self._origin = name, process, browser, origin
        self._transport = transport

    @property
    def faults(self) -> list[str]:
        return self.process.faults

    def start(self, rooms: dict[str, str], doors: dict[str, str], pause: float) -> None:
        self.process.order(
            self.name, "open", name=self.name, url=self._browser.url, transport=self._transport,
            origin=self._origin, cookie=self._browser.cookie, token=self._browser.token,
            rooms=rooms, doors=doors, pause=pause,
        )  # fmt: skip

    def enter(self, room: str, public_id: str) -> None:
        self.process.order(self.name, "enter", room=room, id=public_id)

    def reload(self) -> None:
        self.process.order(self.name, "reload")

    def say(self, room: str, words: str) -> None:
        self.process.order(self.name, "say", room=room, words=words)

    def burst(self, room: str, count: int) -> None:
        self.process.order(self.name, "burst", room=room, count=count)

    def neglect(self) -> None:
        self.process.order(self.name, "neglect")

    def quiet(self) -> None:
        self.process.order(self.name, "quiet")

    def is_at_rest(self) -> bool:
        return self.process.is_rested(self.name)

    def close(self) -> None:
        """It goes with its process."""
