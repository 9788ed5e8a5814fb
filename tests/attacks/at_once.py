"""Several browsers that press at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.support.client import SiteClient


def at_once(clients: Sequence[SiteClient], press: Callable[[int, SiteClient], int]) -> list[int]:
    """What every browser was answered, sorted; `press` gets its number and the browser."""
    gate = Barrier(len(clients))

    def one(numbered: tuple[int, SiteClient]) -> int:
        gate.wait()
        return press(*numbered)

    with ThreadPoolExecutor(len(clients)) as threads:
        return sorted(threads.map(one, enumerate(clients)))
