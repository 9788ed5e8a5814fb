"""Asking the server of a page whether the page is there: the head of it first, then the page.

The server learns nothing of the community: no name, no address of a member, no page it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from urllib.parse import urldefrag, urlsplit

from app.core.security import egress
from app.core.security.egress import AddressRefused, Answer, CallFailed
from app.core.security.outside_addresses import target_of

# Seconds between two calls of one host.
PAUSE = 1.0
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; looks whether a page is there)",
    "Accept": "*/*",
}


def can_be_called(url: str) -> bool:
    """Whether the site calls such addresses at all: https, a full name, the usual port."""
    return target_of(_page(url), [_host(url)]) is not None


class Caller:
    """Calls pages one after another, each host at most once a second. `call`, `wait` and `clock`
    are the door to other servers and the time; tests give their own."""

    def __init__(
        self,
        call: Callable[..., Answer] = egress.call,
        wait: Callable[[float], None] = sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._call, self._wait, self._clock = call, wait, clock
        self._last: dict[str, float] = {}

    def status_of(self, url: str) -> int | None:
        """What its server answers, 200 or 404 or a redirect; None where nobody answers. Some servers
        know no question for the head alone: what they say about that is not believed."""
        status = self._asked(url, "HEAD")
        return status if status is not None and status < 400 else self._asked(url, "GET")

    def _asked(self, url: str, method: str) -> int | None:
        host = _host(url)
        self._keep_pace(host)
        try:
            return self._call(_page(url), hosts=[host], method=method, headers=_HEADERS).status
        except CallFailed as failure:
            return failure.status
        except AddressRefused:
            return None  # the name leads nowhere, or to nothing in the open network

    def _keep_pace(self, host: str) -> None:
        left = self._last.get(host, -PAUSE) + PAUSE - self._clock()
        if host in self._last and left > 0:
            self._wait(left)
        self._last[host] = self._clock()


def _page(url: str) -> str:
    """Without the place on the page, which no server is told."""
    return urldefrag(url).url


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
