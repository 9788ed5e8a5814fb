"""What a Python page sends: one message after the other, each again until it is answered for good."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, time
from typing import Any

from tests.chat_history.harness.history import History, Said
from tests.chat_history.harness.line import Line, Lost

# Answers after which a message is not sent again.
FINAL = ("invalid", "forbidden", "notfound", "unknown")
Answer = dict[str, Any]
Ask = Callable[..., Answer]


class Outbox:
    """Writes into the history what becomes of each."""

    def __init__(self, page: str, member: str, history: History) -> None:
        self._page, self._member, self._history = page, member, history
        self._waiting: list[Said] = []
        self._unanswered: set[str] = set()
        self._not_before = 0.0
        self.number = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, room: str, words: str) -> Said:
        self.number += 1
        client_id = f"{self._page}-{self.number:06}"
        said = Said(self._page, self._member, room, client_id, words, time())
        self._history.said.append(said)
        self._waiting.append(said)
        return said

    def forget(self) -> None:
        """The tab is gone; nobody will know what became of these."""
        self._waiting.clear()

    def go(self, ask: Ask, ids: dict[str, str]) -> None:
        """Try the first one, if it is time. Lost goes through."""
        if not self._waiting or monotonic() < self._not_before:
            return
        said = self._waiting[0]
        try:
            answer = ask("send", room=ids[said.room], client_id=said.client_id, body=said.words)
        except Lost:
            self._unanswered.add(said.client_id)
            raise
        said.ended = time()
        if answer["ok"] or answer["error"] in FINAL:
            self._settle(said, answer)
        else:
            self._not_before = monotonic() + answer.get("wait", 1)

    def burst(self, line: Line, room: str, public_id: str, count: int) -> None:
        """So many back to back, without waiting for any answer."""
        for said in [self.put(room, f"{number} of {count}") for number in range(count)]:
            words = {"room": public_id, "client_id": said.client_id, "body": said.words}
            line.send("send", words, lambda answer, said=said: self._settle(said, answer))

    def _settle(self, said: Said, answer: Answer) -> None:
        if answer["ok"]:
            said.outcome, said.sequence = "ok", answer["sequence"]
        elif said.client_id not in self._unanswered:
            said.outcome = "failed"
        self._waiting.remove(said)
