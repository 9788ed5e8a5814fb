"""Many tries sent in one moment are no way around the limit of tries."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from app.accounts.services import signing_in
from app.accounts.views import limits
from tests.accounts.browser import sign_in

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_of_many_tries_for_one_address_sent_at_once_only_a_few_are_checked(
    limited: Flask, with_password: Callable, monkeypatch: pytest.MonkeyPatch
):
    with_password(email="ada@example.org")
    checked, everybody_is_here = [], Event()

    def slowly(*, email: str, password: str) -> None:
        checked.append(password)
        everybody_is_here.wait(20)

    monkeypatch.setattr(signing_in, "prove", slowly)

    def one_try(number: int) -> int:
        return sign_in(limited.test_client(), "ada@example.org", f"guess {number}").status_code

    with ThreadPoolExecutor(12) as browsers:
        answers = [browsers.submit(one_try, number) for number in range(12)]
        refused = [one.result(20) for one in answers if _ends_early(one)]
        everybody_is_here.set()
    assert refused == [429] * (12 - limits.AT_ONCE)
    assert len(checked) == limits.AT_ONCE


def _ends_early(answer) -> bool:
    """Whether the try is answered while the others still wait for their check."""
    try:
        answer.result(1)
    except TimeoutError:
        return False
    return True


def test_after_tries_at_once_the_next_one_is_checked_again(limited: Flask, with_password: Callable):
    with_password(email="ada@example.org")
    client = limited.test_client()
    for _ in range(limits.AT_ONCE + 1):
        assert sign_in(client, "ada@example.org").status_code == 303
