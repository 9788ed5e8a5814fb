"""Whether the addresses that the register and the notes name still answer (science.md M9).

Off unless the operator sets CHECK_SOURCES=1: the site then asks other servers. What fails is said on
the page of the note and of the register and at the desk; nothing is taken away by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

import structlog
from flask import current_app
from sqlalchemy import delete, update

from app.core.database import db, rows_changed
from app.core.inserting import insert_once
from app.core.jobs import checkpoint
from app.core.transactions import fresh_look, unit_of_work
from app.moderation.models import SourceCheck
from app.moderation.queries.source_checks import (
    GONE,
    SILENT_FOR,
    due_in_notes,
    is_named_nowhere,
    looks_of,
    silent_since,
)
from app.moderation.services.calling_pages import can_be_called
from app.moderation.services.screening.sources import standing_register

log = structlog.get_logger(__name__)
# Each address is looked at once a week, and so many in one run.
EVERY = timedelta(days=7)
MOST_A_RUN = 50
# Where none of so many answers, the fault is likelier on this side of the wire.
TOO_MANY_TO_BELIEVE = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


class Checked(NamedTuple):
    """What one run did: pages asked for, those that answered, and those known to fail by now."""

    asked: int
    answered: int
    failing: int


def check(at: datetime, status_of: Callable[[str], int | None]) -> Checked:
    """Ask for the pages that are due, and drop what nothing names any more. Opens units of work of
    its own, and none is open while other servers are called.

    Raises:
        LeaseEnded, StopAsked: as `checkpoint` does.
    """
    with unit_of_work():
        forget_unnamed()
    urls = due(at)
    fresh_look()
    said = look_at(urls, status_of)
    with unit_of_work():
        failing = keep(urls, said, at)
    return Checked(len(said), sum(status is not None for status in said.values()), failing)


def is_on() -> bool:
    """Whether the operator lets the site ask other servers."""
    return bool(current_app.config["CHECK_SOURCES"])


def front_page(domain: str) -> str:
    """The address that stands for an entry of the register."""
    return f"https://{domain}/"


def in_register() -> list[str]:
    """The addresses of all its entries, by domain."""
    return [front_page(domain) for domain in sorted(standing_register().sources)]


def due(at: datetime) -> list[str]:
    """Addresses that nobody looked at for a week, at most 50: those never looked at first. While the
    register waits too, at most half are of notes: what members name does not keep it from its turn,
    nor make a run in which nobody answers."""
    register = in_register()
    looks = looks_of(register)
    last = {url: looks[url].checked_at if url in looks else None for url in register}
    waiting = {url: when for url, when in last.items() if when is None or when <= at - EVERY}
    room = max(MOST_A_RUN // 2, MOST_A_RUN - len(waiting))
    of_notes = dict(
        [one for one in due_in_notes(at - EVERY, MOST_A_RUN) if one[0] not in last][:room]
    )
    chosen = _longest(waiting)[: MOST_A_RUN - len(of_notes)]
    return _longest({**{url: waiting[url] for url in chosen}, **of_notes})


def _longest(waiting: Mapping[str, datetime | None]) -> list[str]:
    return sorted(waiting, key=lambda url: (waiting[url] or _NEVER, url))


def look_at(urls: Sequence[str], status_of: Callable[[str], int | None]) -> dict[str, int | None]:
    """What the server of each says, by address; None where nobody answers. Calls other servers, so
    no unit of work is open.

    Raises:
        LeaseEnded, StopAsked: as `checkpoint` does.
    """
    said: dict[str, int | None] = {}
    register = set(in_register())
    for url in filter(can_be_called, urls):
        checkpoint()
        said[url] = status_of(url)
        if url in register and _is_bad(said[url]):
            # Many have their pages under "www" alone.
            said[url] = status_of(front_page(f"www.{urlsplit(url).hostname}"))
    return said


def keep(urls: Sequence[str], said: Mapping[str, int | None], at: datetime) -> int:
    """Write down what was heard of `urls`; an address that is not called is written down as looked at,
    so that it does not keep others from their turn. How many are known to fail now. Needs a unit of work."""
    if len(said) >= TOO_MANY_TO_BELIEVE and all(status is None for status in said.values()):
        log.warning("no_source_answered", asked=len(said))
        return 0
    before = looks_of(urls)
    failing = 0
    for url in sorted(urls):
        status = said.get(url)
        is_bad = url in said and _is_bad(status)
        since = failing_after(before.get(url), status, at) if is_bad else None
        look = {"checked_at": at, "status": status, "failing_since": since}
        if not insert_once(SourceCheck, url=url, **look):
            db.session.execute(update(SourceCheck).where(SourceCheck.url == url).values(look))
        failing += silent_since(at, status, since) is not None
    return failing


def failing_after(before: SourceCheck | None, status: int | None, at: datetime) -> datetime | None:
    """Since when an address fails that has just failed again. What was known to fail goes on; looks of
    another kind, or without an answer and too far apart, begin anew."""
    if before is None or before.failing_since is None:
        return at
    if silent_since(before.checked_at, before.status, before.failing_since):
        return before.failing_since
    is_same = (before.status is None) == (status is None)
    is_next = status is not None or at - before.checked_at < SILENT_FOR
    return before.failing_since if is_same and is_next else at


def forget_unnamed() -> int:
    """Drop looks at addresses that nothing names any more. How many. Needs a unit of work."""
    gone = delete(SourceCheck).where(is_named_nowhere(in_register()))
    return rows_changed(db.session.execute(gone.execution_options(synchronize_session=False)))


def _is_bad(status: int | None) -> bool:
    return status is None or status in GONE
