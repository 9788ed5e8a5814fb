"""Counters and first posts as they follow from what stands in a group: after something was taken
back or brought back, when somebody comes, and every night. What was read and said in rooms is
counted once and kept as it is: rooms forget, and reading leaves no trace to count again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from app.core.clock import now
from app.core.database import db
from app.core.inserting import insert_new
from app.engagement.models import DayCount, FirstPost
from app.engagement.queries.sources import First, done_since, firsts_of
from app.engagement.services.counting import KEPT_DAYS


class _Kept(NamedTuple):
    id: int
    posts: int
    reactions: int


def recount(group_id: int, members: Collection[int] | None = None) -> None:
    """Everything of a group, or of some of its members; twice in a row changes nothing the second
    time. Needs an open unit of work."""
    since = now().date() - timedelta(days=KEPT_DAYS - 1)
    _recount_days(group_id, since, members)
    _recount_firsts(group_id, members)


def _recount_days(group_id: int, since: date, members: Collection[int] | None) -> None:
    of_group = (DayCount.group_id == group_id, DayCount.day >= since)
    rows = select(
        DayCount.member_id, DayCount.day, DayCount.id, DayCount.posts, DayCount.reactions
    ).where(*of_group)
    if members is not None:
        rows = rows.where(DayCount.member_id.in_(members))
    kept = {(row[0], row[1]): _Kept(*row[2:]) for row in db.session.execute(rows)}
    new, changed = [], []
    for one in done_since(group_id, since, members):
        before = kept.pop((one.member_id, one.day), None)
        if before is None:
            new.append({
                "group_id": group_id, "member_id": one.member_id, "day": one.day, "pages_read": 0,
                "posts": one.posts, "reactions": one.reactions, "messages": 0,
            })  # fmt: skip
        elif (before.posts, before.reactions) != (one.posts, one.reactions):
            changed.append({"id": before.id, "posts": one.posts, "reactions": one.reactions})
    changed += [
        {"id": left.id, "posts": 0, "reactions": 0}
        for left in kept.values()
        if left.posts or left.reactions
    ]
    _store(DayCount, new, changed)
    _let_go_of_empty_days(group_id, members)


def _let_go_of_empty_days(group_id: int, members: Collection[int] | None) -> None:
    nothing = DayCount.posts + DayCount.reactions + DayCount.messages + DayCount.pages_read == 0
    empty = delete(DayCount).where(DayCount.group_id == group_id, nothing)
    if members is not None:
        empty = empty.where(DayCount.member_id.in_(members))
    db.session.execute(empty)


def _recount_firsts(group_id: int, members: Collection[int] | None) -> None:
    which = select(FirstPost.id, *(getattr(FirstPost, name) for name in First._fields))
    which = which.where(FirstPost.group_id == group_id)
    if members is not None:
        which = which.where(FirstPost.member_id.in_(members))
    kept = {row[1]: (row[0], First(*row[1:])) for row in db.session.execute(which)}
    new, changed = [], []
    for one in firsts_of(group_id, members):
        key, before = kept.pop(one.member_id, (0, None))
        if before is None:
            new.append({"group_id": group_id, **one._asdict()})
        elif before != one:
            changed.append({"id": key, **one._asdict()})
    _store(FirstPost, new, changed)
    gone = [key for key, _first in kept.values()]
    if gone:
        db.session.execute(delete(FirstPost).where(FirstPost.id.in_(gone)))


def _store(model: Any, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    if new:
        # Who reads in this very moment makes the same row.
        insert_new(model, new)
    if changed:
        db.session.execute(update(model), changed)


def digest(group_ids: Iterable[int]) -> str:
    """SHA-256 over the counters and first posts of these groups, without their keys: two rebuilds
    of the same community give the same."""
    total = hashlib.sha256()
    for group_id in sorted(group_ids):
        days = select(
            DayCount.member_id, DayCount.day, DayCount.pages_read, DayCount.posts,
            DayCount.reactions, DayCount.messages,
        )  # fmt: skip
        in_order = (DayCount.member_id, DayCount.day)
        rows = db.session.execute(days.where(DayCount.group_id == group_id).order_by(*in_order))
        firsts = select(*(getattr(FirstPost, name) for name in First._fields))
        firsts = firsts.where(FirstPost.group_id == group_id).order_by(FirstPost.member_id)
        for row in (*rows, *db.session.execute(firsts)):
            total.update(repr((group_id, *map(str, row))).encode())
    return total.hexdigest()
