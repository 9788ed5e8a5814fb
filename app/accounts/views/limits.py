"""How often the doors of accounts may be knocked at, and the page that asks to wait.

Only failed tries count, per network and per typed address. A device on which somebody signed in
to that address before has a count of its own: a stranger who tries a member's address all day
does not lock the member out (safety.md A-10).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from flask import request
from flask_babel import gettext as _
from limits import parse
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from app.accounts.services import addresses, device_marks
from app.accounts.views import bp
from app.core.access import current_viewer
from app.core.clock import now
from app.core.rate_limits import caller, limiter
from app.core.security.cookies import cookie, set_cookie

KNOWN_DEVICE = "known"
KNOWN_DEVICE_SECONDS = 60 * 24 * 3600
KEPT_FORMS = parse("60 per hour")
# A try is counted when it has failed. So that tries sent in one moment do not all slip in before
# the first is counted, only a few are checked at the same time: for an address, for a network.
AT_ONCE, AT_ONCE_IN_A_NETWORK = 3, 10

_checking: Counter[str] = Counter()
_counting = Lock()

# endpoint: what builds its page again from what was typed, given the message
_pages: dict[str, Callable[[str], str]] = {}


def typed_address() -> str:
    """The count that a try belongs to: the typed address, apart for devices that know it."""
    address = request.form.get("email", "")
    is_known = device_marks.knows_address(_marks(), address)
    counted = device_marks.keyed("try", addresses.key_of(address))
    return f"{'known' if is_known else 'any'}:{counted}"


def knows(member_id: int) -> bool:
    """Whether the member signed in in this browser before, with the password they have now."""
    return device_marks.knows_member(_marks(), member_id)


def own_account() -> str:
    """The count of tries by somebody who is signed in: their own."""
    return f"own:{current_viewer().id}"


def remember_device(response: Response, member_id: int) -> None:
    """Let this browser know the member, and have its own count for their address."""
    marks = device_marks.with_mark(_marks(), member_id)
    set_cookie(response, KNOWN_DEVICE, marks, max_age=KNOWN_DEVICE_SECONDS)


def _marks() -> str:
    return cookie(KNOWN_DEVICE)


def has_failed(response: Response) -> bool:
    """Only an answer that refused address and password counts."""
    return response.status_code == 401


@contextmanager
def few_at_once(whose: str = "") -> Iterator[None]:
    """Around the check of a password. `whose`: who is checked, where no address is typed.

    Raises:
        TooManyRequests: enough are being checked just now, for this address or this network.
    """
    limited = ((whose or typed_address(), AT_ONCE), (caller(), AT_ONCE_IN_A_NETWORK))
    with _counting:
        if limiter.enabled and any(_checking[who] >= most for who, most in limited):
            raise TooManyRequests
        _checking.update(who for who, _most in limited)
    try:
        yield
    finally:
        with _counting:
            _checking.subtract(who for who, _most in limited)
            for who, _most in limited:
                if _checking[who] <= 0:
                    del _checking[who]


def may_keep_forms() -> bool:
    """Whether this network may have one more form kept; asked outside of any view."""
    return not limiter.enabled or limiter.limiter.hit(KEPT_FORMS, "kept-forms", caller())


def comes_back(endpoint: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Register what shows an endpoint's form again, with all that was typed."""

    def register(page: Callable[[str], str]) -> Callable[[str], str]:
        _pages[endpoint] = page
        return page

    return register


@bp.errorhandler(TooManyRequests)
def _ask_to_wait(error: TooManyRequests) -> Any:
    page = _pages.get(request.endpoint or "")
    if page is None:
        return error
    message = _("That was a lot of tries. Wait a few minutes, then try again. Nothing is lost.")
    return page(message), 429, {"Retry-After": str(_seconds_to_wait())}


def _seconds_to_wait() -> int:
    limit = limiter.current_limit
    return max(1, int(limit.reset_at - now().timestamp()) + 1) if limit else 60
