"""Several who act at the same moment, each in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask


def at_once(app: Flask, works: Sequence[Callable[[], Any]]) -> list[BaseException]:
    """Run them all at the same moment; gives what they raised."""
    together = threading.Barrier(len(works))
    raised: list[BaseException] = []

    def run(work: Callable[[], Any]) -> None:
        together.wait()
        try:
            with app.app_context():
                work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test looks at
            raised.append(error)

    people = [threading.Thread(target=run, args=(work,)) for work in works]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
        assert not person.is_alive(), "two wait for each other"
    return raised
