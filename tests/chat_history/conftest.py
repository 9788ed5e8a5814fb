"""Stages for histories: PostgreSQL, Redis, two workers, a bad network and pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.chat_history.harness.cast import Cast, make_cast
from tests.chat_history.harness.stage import Stage, stage
from tests.chat_history.harness.workers import IMPATIENT
from tests.support.engines import postgres_database, postgres_is_here

PutUp = Callable[..., Stage]


@contextmanager
def fresh_cast(name: str) -> Iterator[Cast]:
    """People and rooms in a database of their own."""
    if not postgres_is_here():
        pytest.skip("not installed here: PostgreSQL")
    with postgres_database(f"chat_history_{name}_{os.getpid()}") as database:
        yield make_cast(database)


@pytest.fixture
def put_up(tmp_path: Path) -> Iterator[PutUp]:
    """Puts a stage up; it is gone after the test."""
    with ExitStack() as left:

        def make(seed: int = 1, application: str = IMPATIENT) -> Stage:
            cast = left.enter_context(fresh_cast(f"s{seed}"))
            return left.enter_context(stage(cast, tmp_path, seed, application))

        yield make
