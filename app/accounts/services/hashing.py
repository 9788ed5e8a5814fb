"""Password hashes: argon2id with the configured costs, computed beside the event loop.

A hash takes tens of milliseconds of pure computing. Under gevent that would stop every other
request of the process, so it runs in gevent's native threads (argon2 releases the GIL there).
Never call these inside a unit of work: SQLite's write lock would be held meanwhile.
"""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from app.core.computing import beside_the_loop as _beside_the_loop


def hash_password(password: str) -> str:
    """The hash to keep, with salt and costs inside it."""
    return _beside_the_loop(_hasher().hash, password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash.

    Without a hash it does the same work on a stand-in and says no, so that the time tells
    nothing about whether an account exists or has a password (safety.md V-11).
    """
    hasher = _hasher()
    try:
        _beside_the_loop(hasher.verify, password_hash or _stand_in(hasher), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than those configured now."""
    return _hasher().check_needs_rehash(password_hash)


def _hasher() -> PasswordHasher:
    costs = current_app.config["ARGON2"]
    return _made(costs["time_cost"], costs["memory_cost"], costs["parallelism"])


@lru_cache(maxsize=4)
def _made(time_cost: int, memory_cost: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time_cost, memory_cost, parallelism)


@lru_cache(maxsize=4)
def _stand_in(hasher: PasswordHasher) -> str:
    return hasher.hash("no account has this password")
