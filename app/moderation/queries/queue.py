"""What waits, in order: by place in the queue, and the oldest first inside one.

Every place (`Case.rank`) is read by itself through `ix_cases_queue`, at most one page of each, so
that neither filters nor pages far behind the first cost more than the first one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, tuple_, union_all

from app.accounts.models import Member
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, instant, key_page
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Evidence, Report
from app.moderation.queries.cases import is_free_at, overturned, seen_at_the_desk
from app.moderation.steps import LEVELS, LIFTED, MOST_STEPS_UP, RANKS, SAFEGUARDING, SENSITIVE

SIZE = 30
# Nobody reads a number of four digits while somebody waits; and counting on would take long.
MOST_COUNTED = 999
_REST = RANKS["rest"]
_HEAVY = range(_REST - MOST_STEPS_UP, _REST)
# Places in the queue, first to last, and who stands there; what weighs more comes first in the rest.
PLACES = {
    RANKS["crisis"]: "crisis", LIFTED: "lifted", RANKS["red"]: "red", RANKS["harm"]: "harm",
    RANKS["amber"]: "amber", **dict.fromkeys(_HEAVY, "rest"), _REST: "rest",
}  # fmt: skip


class Asked(NamedTuple):
    """Which cases somebody wants to see. `hands`: "mine", "free", "claimed" or "" for all."""

    level: str = ""
    kind: str = ""
    group_id: int | None = None
    hands: str = ""


class QueueRow(NamedTuple):
    """One line of the queue."""

    id: int
    rank: int
    public_id: str
    kind: str
    level: str
    opened_at: datetime
    first_seen_at: datetime | None
    report_count: int
    detection_count: int
    claimed_by_id: int | None
    claimed_by: str | None
    claimed_at: datetime | None
    decided_at: datetime | None
    place: str | None


def waiting(viewer: Viewer, asked: Asked, after: str | None, at: datetime) -> KeyPage[QueueRow]:
    """A page of the open cases that this person may see."""
    key = _key(after)
    parts = [
        _first_of(rank, _from(key, rank), _which(viewer, asked, at))
        for rank in _ranks(viewer, asked.level)
        if key is None or rank >= key[0]
    ]
    if not parts:
        return KeyPage([], None)
    firsts = union_all(*(select(part.subquery()) for part in parts)).subquery()
    lines = _lines().join(firsts, firsts.c.id == Case.id)
    rows = db.session.execute(
        lines.order_by(firsts.c.rank, firsts.c.opened_at, firsts.c.id).limit(SIZE + 1)
    )
    return key_page([QueueRow(*row) for row in rows], SIZE, _key_of)


def decided(viewer: Viewer, asked: Asked, after: str | None) -> KeyPage[QueueRow]:
    """A page of the decided ones, what was decided last first."""
    is_last = Decision.round == Case.round
    which = _which(viewer, asked._replace(hands=""), None)
    rows = _lines().join(Decision, (Decision.case_id == Case.id) & is_last)
    rows = rows.where(Case.state == "decided", *which).add_columns(Decision.taken_at, Decision.id)
    key = decode_key(after, 2)
    if key is not None:
        place = (instant(key[0]), _whole(key[1]))
        rows = rows.where(tuple_(Decision.taken_at, Decision.id) < place)
    found = db.session.execute(
        rows.order_by(Decision.taken_at.desc(), Decision.id.desc()).limit(SIZE + 1)
    ).all()
    page = key_page(found, SIZE, lambda row: (row.taken_at.isoformat(), row[-1]))
    return KeyPage([QueueRow(*row[:-2]) for row in page.rows], page.next_key)


def next_free(viewer: Viewer, asked: Asked, but: Collection[str], at: datetime) -> str | None:
    """The public id of the first case that this person could take in hand: in nobody's hands, and
    neither their own words, nor reported by them, nor back because they had left it as it is. `but`:
    those that others were quicker to take."""
    reported = exists().where(Report.case_id == Case.id, Report.reporter_id == viewer.id)
    fair = or_(Case.author_id.is_(None), Case.author_id != viewer.id)
    which = [
        *_which(viewer, asked._replace(hands="free"), at),
        fair,
        ~reported,
        ~overturned(viewer.id),
    ]
    for rank in _ranks(viewer, asked.level):
        case = _first_of(rank, Case.public_id.not_in(list(but)), which).limit(1)
        found = db.session.scalar(select(Case.public_id).where(Case.id == case.subquery().c.id))
        if found is not None:
            return found
    return None


def counts(viewer: Viewer) -> list[tuple[str, int]]:
    """How many wait at each place, first to last, counted up to one more than `MOST_COUNTED`."""
    parts = []
    for rank in _ranks(viewer, ""):
        some = select(Case.id).where(
            Case.state == "open", Case.rank == rank, seen_at_the_desk(viewer)
        )
        some_of_it = some.limit(MOST_COUNTED + 1).subquery()
        parts.append(select(literal(rank), func.count()).select_from(some_of_it))
    found: dict[str, int] = {}
    for rank, count in db.session.execute(union_all(*parts)):
        found[PLACES[rank]] = found.get(PLACES[rank], 0) + count
    return [(place, found[place]) for place in dict.fromkeys(PLACES.values()) if place in found]


def levels_of(viewer: Viewer) -> tuple[str, ...]:
    """The levels that this person knows of."""
    if viewer.has_role(SAFEGUARDING):
        return LEVELS
    return tuple(level for level in LEVELS if level not in SENSITIVE)


def _ranks(viewer: Viewer, level: str) -> list[int]:
    """The places at which this person's cases of a level can stand; of all without one."""
    known = levels_of(viewer)
    if level and level not in known:
        return []
    shown = {level} if level else {"lifted", *known}
    # What was lifted before its level rose keeps its place.
    return sorted(
        rank for rank, name in PLACES.items() if name in shown or (rank == LIFTED and level)
    )


def _which(viewer: Viewer, asked: Asked, at: datetime | None) -> list[ColumnElement[bool]]:
    which = [seen_at_the_desk(viewer)]
    if asked.level:
        which.append(Case.level == asked.level)
    if asked.kind:
        which.append(Case.kind == asked.kind)
    if asked.group_id is not None:
        which.append(Case.group_id == asked.group_id)
    if asked.hands == "mine":
        # Few: found by themselves, so that no place is read to its end for them.
        held = select(Case.id).where(Case.claimed_by_id == viewer.id)
        which.append(Case.id.in_(held))
    if asked.hands and at is not None and asked.hands != "mine":
        which.append(is_free_at(at) if asked.hands == "free" else ~is_free_at(at))
    return which


def _first_of(
    rank: int, begin: ColumnElement[bool], which: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    return (
        select(Case.id, Case.rank, Case.opened_at)
        .where(Case.state == "open", Case.rank == rank, begin, *which)
        .order_by(Case.opened_at, Case.id)
        .limit(SIZE + 1)
    )


def _lines() -> Select[Any]:
    newest = (
        select(Evidence.place)
        .where(Evidence.case_id == Case.id)
        .order_by(Evidence.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        Case.id, Case.rank, Case.public_id, Case.kind, Case.level, Case.opened_at,
        Case.first_seen_at, Case.report_count, Case.detection_count, Case.claimed_by_id,
        Member.display_name, Case.claimed_at, Case.decided_at, newest,
    ).outerjoin(Member, Member.id == Case.claimed_by_id)  # fmt: skip


def _key_of(row: QueueRow) -> tuple[int, str, int]:
    return row.rank, row.opened_at.isoformat(), row.id


def _key(after: str | None) -> tuple[int, datetime, int] | None:
    values = decode_key(after, 3)
    if values is None:
        return None
    return _whole(values[0]), instant(values[1]), _whole(values[2])


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise NotFound
    return value


def _from(key: tuple[int, datetime, int] | None, rank: int) -> ColumnElement[bool]:
    """After the key, where it stands at this very place."""
    if key is None or key[0] != rank:
        return literal(True)
    return tuple_(Case.opened_at, Case.id) > (key[1], key[2])
