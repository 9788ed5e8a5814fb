"""Asked with everything that a member writes: does anything hold that forbids it just now?

Moderation knows no post and no message, so packages that take contributions tell when somebody
last made one. They are asked only about members with a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, Invalid
from app.moderation.models import Restriction
from app.moderation.queries.restrictions import Held, holding

# When a member last wrote something of this kind, also what is deleted now; None for never.
LastWritten = Callable[[int], datetime | None]
_TOLD_BY: list[LastWritten] = []


def tells_last_written(ask: LastWritten) -> LastWritten:
    """Register a kind of contribution. One limit holds for all kinds together."""
    _TOLD_BY.append(ask)
    return ask


def require_may_write(member_id: int) -> None:
    """Before a topic, a reply, an edit or a message; one statement for members without limits.
    Needs an open unit of work.

    Raises:
        Forbidden: they are suspended.
        Invalid: `body`: they have a limit and wrote a while ago; it says when they can again.
    """
    held = holding(member_id)
    if any(one.kind == "suspended" for one in held):
        raise Forbidden
    limits = [one for one in held if one.kind == "reply_limit"]
    if limits:
        _require_pause(member_id, limits)


def _require_pause(member_id: int, limits: Sequence[Held]) -> None:
    """In turn: of two pages of one person that send at once, the second sees the first."""
    rows = select(Restriction.id).where(Restriction.id.in_([one.id for one in limits]))
    db.session.execute(rows.order_by(Restriction.id).with_for_update())
    told = [at for ask in _TOLD_BY if (at := ask(member_id)) is not None]
    if not told:
        return
    pause = timedelta(seconds=max(one.seconds for one in limits))
    left = max(told) + pause - now()
    if left > timedelta(0):
        slow = _(
            "Moderators limited how often you can write. You can write again in %(wait)s. "
            "Your words are still here. Why, and how to object, stands under My standing.",
            wait=format_timedelta(left, granularity="minute", threshold=1.2),
        )
        raise Invalid("body", slow)
