"""What goes wrong in a run. A storm is made of these, in an order that its seed decides."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

from tests.chat_history.harness.stage import Stage


class Faults:
    """Each method begins one fault; what has to end by itself later does, in a thread."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.random = stage, random.Random(seed)
        self.happened: Counter[str] = Counter()
        self.failures: list[str] = []
        self._threads: list[Thread] = []
        self._redis_is_whole = True
        self.kinds = (
            self.worker_killed, self.worker_away, self.redis_away, self.redis_hung,
            self.connections_dropped, self.half_open, self.delayed, self.stalled,
            self.tabs_reloaded, self.lid_closed,
        )  # fmt: skip

    def storm(self, seconds: float, every: float) -> None:
        """One fault after the other: first each kind once, then at random, until time is up."""
        until = monotonic() + seconds
        plan = self.random.sample(self.kinds, len(self.kinds))
        while monotonic() < until:
            fault = plan.pop() if plan else self.random.choice(self.kinds)
            self.happened[fault.__name__] += 1
            fault()
            sleep(self.random.uniform(0.5, 1.5) * every)

    def over(self) -> None:
        """Wait until everything that was begun has ended."""
        for thread in self._threads:
            thread.join(90)
        assert not any(thread.is_alive() for thread in self._threads), "a fault does not end"
        assert not self.failures, self.failures

    def worker_killed(self) -> None:
        """kill -9 to one that serves; gunicorn starts another at once."""
        self.stage.workers.kill(self.random.randrange(2))

    def worker_away(self) -> None:
        """kill -9 to all of one service, and a while until it is started again."""
        which, seconds = self.random.randrange(2), self.random.uniform(0.5, 2)

        def away() -> None:
            with self.stage.workers_lock:
                self.stage.workers.kill_whole(which)
                sleep(seconds)
                self.stage.workers.start_again(which)

        self._meanwhile(away)

    def redis_away(self) -> None:
        self._without_redis(self.random.uniform(2, 4), self.stage.redis.away)

    def redis_hung(self) -> None:
        self._without_redis(self.random.uniform(2, 4), self.stage.redis.hung)

    def connections_dropped(self) -> None:
        for number in self._some(6):
            self.stage.doors[number].drop()

    def half_open(self) -> None:
        """One of both sides does not hear that the connection ended."""
        for number in self._some(3, careful=True):
            self.stage.doors[number].half_open(page_knows=self.random.random() < 0.5)

    def delayed(self) -> None:
        """So slow for a while that others overtake."""
        for number in self._some(4, careful=True):
            self.stage.doors[number].delay = self.random.uniform(0.1, 0.8)

    def stalled(self) -> None:
        """Nothing comes through, for longer than anybody waits for a sign of life."""
        doors = [self.stage.doors[number] for number in self._some(3, careful=True)]
        for door in doors:
            door.stall()
        self._meanwhile(lambda: (sleep(5), *[door.flow() for door in doors]))

    def tabs_reloaded(self) -> None:
        for number in self._some(3):
            self.stage.pages[number].reload()

    def lid_closed(self) -> None:
        """Five pages sleep and wake up together."""
        seconds = self.random.uniform(3, 7)

        def sleeping() -> None:
            self.stage.laptop.freeze()
            sleep(seconds)
            self.stage.laptop.thaw()

        self._meanwhile(sleeping)

    def _some(self, most: int, *, careful: bool = False) -> list[int]:
        """A few pages; `careful`: none whose right to read ended or is about to."""
        left = sorted(set(self.stage.doors) - (self.stage.calm if careful else set()))
        return self.random.sample(left, self.random.randint(1, most))

    def _without_redis(self, seconds: float, away: Callable) -> None:
        if not self._redis_is_whole:
            return
        self._redis_is_whole = False

        def without() -> None:
            with away():
                sleep(seconds)
            self._redis_is_whole = True

        self._meanwhile(without)

    def _meanwhile(self, work: Callable[[], object]) -> None:
        def watched() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told to the test, which fails
                self.failures.append(repr(error))

        self._threads.append(Thread(target=watched, daemon=True))
        self._threads[-1].start()
