"""Chance from the operating system, asked for in larger pieces: a release draws a million times."""

from __future__ import annotations

import secrets
from collections.abc import Callable

_PIECE = 8192


def chance_in_pieces() -> Callable[[int], int]:
    """A ``below(n)`` like ``secrets.randbelow``: each number from 0 to n - 1 exactly as likely.

    Every call gives its own, with bytes that nobody else sees. Keep it inside one job: two
    processes that come from one another must never share it.
    """
    pool = iter(b"")

    def below(n: int) -> int:
        nonlocal pool
        if n > 256:
            return secrets.randbelow(n)
        fair = 256 - 256 % n  # bytes from here on would favour small numbers
        while True:
            for byte in pool:
                if byte < fair:
                    return byte % n
            pool = iter(secrets.token_bytes(_PIECE))

    return below
