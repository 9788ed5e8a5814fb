"""Telling a member something: a notice in the inbox, and where they must hear it even when they
do not come by, a letter. Both are rows of the transaction of what they tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.accounts.queries.members import address_of
from app.accounts.services.unread import raise_unread
from app.core.database import db
from app.core.mail import post_letter
from app.core.security.local_paths import local_path
from app.moderation.queries.restrictions import is_suspended
from app.notifications.models import Notice
from app.notifications.services.kinds import KINDS, ROOMS

# Kinds of notices and letters about what goes on in rooms. News about the account itself and about
# decisions reach everybody.
_NEWS_OF_ROOMS = frozenset({*ROOMS, "gathering_changed"})


def tell(member_id: int, kind: str, values: dict[str, Any] | None = None, path: str = "") -> None:
    """Put a notice into a member's inbox. Needs an open unit of work. News of rooms does not reach
    somebody who is suspended: what is closed to them does not call them.

    `values` holds codes and plain facts: no health word, no other person's name. `path` is a
    page of this site where more stands.

    Raises:
        ValueError: no such kind, or `path` leads elsewhere.
    """
    if kind not in KINDS:
        raise ValueError(f"no words for notices of the kind {kind}")
    if path and local_path(path, "") != path:
        raise ValueError("a notice leads to a page of this site")
    if _is_closed_to(member_id, kind):
        return
    db.session.add(Notice(member_id=member_id, kind=kind, values=values or {}, path=path))
    db.session.flush()
    raise_unread(member_id)


def write_to(
    member_id: int, kind: str, *, expires_at: datetime | None = None, **values: Any
) -> None:
    """Also write a letter of this kind, to the address that the member has confirmed; without
    one there is only the notice. After `expires_at` it is not sent any more. The same holds for the
    suspended."""
    to = address_of(member_id)
    if to is not None and not _is_closed_to(member_id, kind):
        post_letter(
            kind=kind,
            address=to.email,
            values=values,
            member_id=member_id,
            locale=to.locale,
            expires_at=expires_at,
        )


def _is_closed_to(member_id: int, kind: str) -> bool:
    return kind in _NEWS_OF_ROOMS and is_suspended(member_id)
