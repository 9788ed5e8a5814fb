"""One test that runs its check on many things and tells the faults of all of them together.

For cheap checks of hundreds of things: a test of its own for each costs more than the check.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def on_each(
    argument: str, things: Iterable[Any], called: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call the decorated test with each of `things` as `argument`; everything else it asks for are
    fixtures, given once.

    A thing that fails hides no other: the test fails at the end and names each, as `called` calls
    it, with what was wrong. Nothing at all to check is a fault too.
    """
    every = list(things)

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(check)

        @functools.wraps(check)
        def over_all(**fixtures: Any) -> None:
            assert every, "there is nothing to check"
            wrong = []
            for thing in every:
                try:
                    check(**{argument: thing}, **fixtures)
                except Exception as fault:  # noqa: BLE001 - told below, with those of the others
                    wrong.append(f"{called(thing)}: {type(fault).__name__}: {fault}")
            if wrong:
                pytest.fail(f"{len(wrong)} of {len(every)}:\n" + "\n".join(wrong), pytrace=False)

        others = [one for name, one in signature.parameters.items() if name != argument]
        over_all.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return over_all

    return decorate
