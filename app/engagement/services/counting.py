"""Counters move with what happens, in its transaction."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, update

from app.core.database import db, rows_changed
from app.core.inserting import insert_once
from app.engagement.models import DayCount, FirstPost, HelperWish, Welcome
from app.engagement.queries.wishes import is_reading_counted

KEPT_DAYS = 90
"""Days for which a member's own counters are kept (science.md E13)."""
_ZERO = {"pages_read": 0, "posts": 0, "reactions": 0, "messages": 0}


def count(*, member_id: int, group_id: int, day: date, what: str) -> None:
    """One more of `pages_read`, `posts`, `reactions` or `messages` on that day (UTC). Needs an open
    unit of work."""
    if what == "pages_read" and not is_reading_counted(member_id):
        return
    which = (
        DayCount.group_id == group_id, DayCount.day == day, DayCount.member_id == member_id,
    )  # fmt: skip
    more = update(DayCount).where(*which).values({what: getattr(DayCount, what) + 1})
    if rows_changed(db.session.execute(more)):
        return
    values = {**_ZERO, what: 1}
    if not insert_once(DayCount, group_id=group_id, day=day, member_id=member_id, **values):
        db.session.execute(more)


def forget_reading(member_id: int) -> None:
    """Take away every trace of what a member read. Needs an open unit of work."""
    mine = DayCount.member_id == member_id
    db.session.execute(update(DayCount).where(mine).values(pages_read=0))
    nothing = (DayCount.posts + DayCount.reactions + DayCount.messages) == 0
    db.session.execute(delete(DayCount).where(mine, nothing))


def forget_in_group(member_id: int, group_id: int) -> None:
    """Whoever left a group was never there, as far as counters know. Needs an open unit of work."""
    for table in (DayCount, FirstPost, HelperWish):
        db.session.execute(
            delete(table).where(table.member_id == member_id, table.group_id == group_id)
        )
    for person in (Welcome.newcomer_id, Welcome.helper_id):
        db.session.execute(delete(Welcome).where(person == member_id, Welcome.group_id == group_id))
