"""Twenty readers in five rooms while everything around them breaks (safety.md R-6).

The seed stands in the output; CHAT_HISTORY_SEED=<it> makes the same choices again.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

import pytest

from tests.chat_history.conftest import PutUp
from tests.chat_history.harness.changes import Lives
from tests.chat_history.harness.faults import Faults
from tests.chat_history.harness.stage import Stage


def _seed() -> int:
    return int(os.environ.get("CHAT_HISTORY_SEED") or random.randrange(1_000_000))


def _live(lives: Lives, seconds: float, failures: list[str]) -> None:
    """Everything of `turns`, evenly over the time, and small changes in between."""
    begun, total = monotonic(), len(lives.turns)
    try:
        while lives.turns or monotonic() < begun + seconds:
            done = total - len(lives.turns)
            if lives.turns and monotonic() - begun > seconds * (done + 1) / (total + 2):
                lives.turns.pop(0)()
            lives.change_something()
            sleep(0.7)
    except Exception as error:  # noqa: BLE001 - told to the test, which fails
        failures.append(repr(error))


def _run(stage: Stage, seed: int, seconds: float, every: float, pause: float) -> Faults:
    """Talk, live and break for so many seconds."""
    for number in range(20):
        stage.open_page(number, pause=pause)
    faults, lives, failures = Faults(stage, seed), Lives(stage, seed), []
    living = Thread(target=_live, args=(lives, seconds, failures), daemon=True)
    living.start()
    faults.storm(seconds, every)
    living.join(60)
    faults.over()
    assert not failures, failures
    assert not living.is_alive(), f"{len(lives.turns)} changes of rights could not be made"
    stage.heal()
    return faults


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    def teller(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return teller


def _figures(stage: Stage, faults: Faults, settled: float) -> str:
    history = stage.history
    counts = {name: history.count(name) for name in ("ok", "failed", "unknown")}
    return (
        f"{counts}, {len(history.log)} entries in {len(history.last)} rooms, "
        f"{len(history.got)} given to {len(history.pages)} readers, "
        f"everybody had all {settled:.1f} s after the end; {dict(faults.happened)}"
    )


def _check(stage: Stage, faults: Faults, seed: int, tell: Callable[[str], None]) -> None:
    begun = monotonic()
    found = stage.settle(patience=60)
    tell(f"seed {seed}: {_figures(stage, faults, monotonic() - begun)}")
    assert found == [], f"seed {seed}: {len(found)} complaints, first: {found[:20]}"
    assert "Traceback" not in stage.workers.log(), stage.workers.log()[-5000:]
    readers = {one.page for one in stage.history.got}
    assert readers == set(stage.history.pages), "somebody read nothing at all"


def test_everybody_gets_everything_once_and_in_order_while_things_break(
    put_up: PutUp, tell: Callable[[str], None]
) -> None:
    seed = _seed()
    stage = put_up(seed)
    faults = _run(stage, seed, seconds=15, every=1.0, pause=1.5)
    _check(stage, faults, seed, tell)
    assert set(faults.happened) == {kind.__name__ for kind in faults.kinds}
    assert stage.history.count("ok") > 60


@pytest.mark.long
def test_three_minutes_of_it(put_up: PutUp, tell: Callable[[str], None]) -> None:
    seed = _seed()
    stage = put_up(seed)
    faults = _run(stage, seed, seconds=180, every=1.5, pause=1.5)
    _check(stage, faults, seed, tell)
    assert min(faults.happened[kind.__name__] for kind in faults.kinds) >= 2
    assert stage.history.count("ok") > 500
