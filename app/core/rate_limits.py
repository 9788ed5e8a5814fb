"""How often a door may be knocked at. Limits are declared beside the views that need them."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import deque
from typing import Any

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from app.core.clock import now
from app.core.security.keyed_hashes import keyed_hash

# Seconds during which a Redis that did not answer is not asked.
ASK_REDIS_AGAIN = 5.0
# Seconds between two looks for windows that nobody uses any more.
SWEEP_EVERY = 60.0


def caller() -> str:
    """A keyed hash of the caller's network: an address itself is never stored or logged.

    IPv6 callers own a whole /64, so they are counted by it.
    """
    network = network_of(request.remote_addr or "unknown")
    return keyed_hash("network", network, secret=current_app.config["SECRET_KEY"])[:24]


def network_of(address: str) -> str:
    """What an address is counted by. Read as a number: "2001:db8::1" has many spellings."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


limiter = Limiter(
    key_func=caller,
    strategy="moving-window",
    headers_enabled=False,
    in_memory_fallback_enabled=True,
    swallow_errors=False,
)


class _Own:
    """Moving windows of this process. The library's own ones start a thread with each use, which
    was a fifth of what a message of the chat costs, and lets others run in the middle of it."""

    def __init__(self) -> None:
        self._moments: dict[str, tuple[int, deque[float]]] = {}
        self._swept_at = time.monotonic()

    def wait(self, key: str, times: int, seconds: int) -> float:
        """Count one use; how many seconds too early it is."""
        moment = time.monotonic()
        if moment - self._swept_at > SWEEP_EVERY:
            self._sweep(moment)
        _, used = self._moments.setdefault(key, (seconds, deque()))
        while used and moment - used[0] >= seconds:
            used.popleft()
        if len(used) >= times:
            return used[0] + seconds - moment
        used.append(moment)
        return 0.0

    def _sweep(self, moment: float) -> None:
        self._swept_at = moment
        for key, (seconds, used) in list(self._moments.items()):
            if not used or moment - used[-1] >= seconds:
                del self._moments[key]

    def forget(self) -> None:
        """Begin anew."""
        self._moments.clear()


class _Counts:
    """What is counted outside of requests: events of sockets. In Redis when it answers, else in
    this process, like the limits of pages."""

    def __init__(self, url: str | None) -> None:
        # Asked once: the library would try ten times more, with longer and longer pauses.
        quick: dict[str, Any] = {
            "socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": None,
        }  # fmt: skip
        shared = storage_from_string(url, wrap_exceptions=True, **quick) if url else None
        self._shared = MovingWindowRateLimiter(shared) if shared else None
        self._own = _Own()
        self._own_until = 0.0

    def wait(self, key: str, times: int, seconds: int) -> float:
        """Count one use; how many seconds too early it is."""
        if self._shared is not None and time.monotonic() >= self._own_until:
            try:
                return self._wait_shared(self._shared, key, RateLimitItemPerSecond(times, seconds))
            except StorageError:
                self._own_until = time.monotonic() + ASK_REDIS_AGAIN
        return self._own.wait(key, times, seconds)

    @staticmethod
    def _wait_shared(counts: MovingWindowRateLimiter, key: str, limit: RateLimitItem) -> float:
        if counts.hit(limit, key):
            return 0.0
        early = counts.get_window_stats(limit, key).reset_time - now().timestamp()
        return min(max(1.0, early), float(limit.get_expiry()))  # whatever the clock did meanwhile

    def forget(self) -> None:
        """Begin anew, in this process."""
        self._own.forget()


def allowance(key: str, *, times: int, seconds: int) -> int:
    """Count one use of `key`; 0 when at most `times` were counted in the last `seconds`, else how
    many seconds to wait. `key` holds ids only."""
    counts: _Counts = current_app.extensions["counts"]
    return math.ceil(counts.wait(key, times, seconds))


def pause(key: str, *, times: int, seconds: int) -> int:
    """The same for the pace of a member; 0 where limits are switched off."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return 0
    return allowance(key, times=times, seconds=seconds)


def wire(app: Flask) -> None:
    """Limits of pages, and counts beside them."""
    limiter.init_app(app)
    app.extensions["counts"] = _Counts(app.config["REDIS_URL"])
