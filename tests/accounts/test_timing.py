"""Work tells nothing about who is a member (safety.md V-11): many tries of both kinds in turns.

Measured is the time of the processor, which a busy machine does not disturb. The wait for the disk
is not in it: every answer here commits once, for the address that the next page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from statistics import median
from time import thread_time

import pytest
from flask import Flask

from app.accounts.services import letter_tokens
from tests.accounts.browser import send, sign_in
from tests.support.client import SiteClient

pytestmark = pytest.mark.long

TRIES, WARMING = 100, 10
MOST_APART = 0.005  # seconds between the medians


def apart(known: Callable[[], object], unknown: Callable[[], object]) -> float:
    """Seconds between the medians of both, done in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(2 * (TRIES + WARMING)):
        start = thread_time()
        (known, unknown)[turn % 2]()
        times[turn % 2].append(thread_time() - start)
    return abs(median(times[0][WARMING:]) - median(times[1][WARMING:]))


@pytest.fixture
def ada(with_password, monkeypatch: pytest.MonkeyPatch) -> str:
    """A member whose mailbox takes letters without end."""
    monkeypatch.setattr(letter_tokens, "IN_AN_HOUR", 10**6)
    monkeypatch.setattr(letter_tokens, "IN_A_DAY", 10**6)
    for n in range(100):
        with_password(email=f"noise{n}@example.org")
    return str(with_password(email="ada@example.org").email)


@pytest.mark.parametrize("address", ["/forgotten", "/join/letter"])
def test_asking_for_a_letter_is_as_much_work_for_nobody(app: Flask, ada: str, address: str):
    client, number = app.test_client(), count()
    gap = apart(
        lambda: send(client, address, email=ada),
        lambda: send(client, address, email=f"no{next(number)}@example.org"),
    )
    assert gap < MOST_APART


def test_signing_in_is_as_much_work_for_nobody(client: SiteClient, ada: str):
    number = count()
    gap = apart(
        lambda: sign_in(client, ada, "wrong words here"),
        lambda: sign_in(client, f"no{next(number)}@example.org", "wrong words here"),
    )
    assert gap < MOST_APART


def test_the_measure_sees_work_of_some_milliseconds():
    assert apart(lambda: sum(range(2_000_000)), lambda: None) > MOST_APART
