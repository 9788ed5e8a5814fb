"""Figures of boards as they were computed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, select

from app.core.database import db
from app.engagement.models import Figure


class FigureLine(NamedTuple):
    """The numbers of a panel, for which days, and when they were computed."""

    panel: str
    window_days: int
    definition: str
    day: date
    version: int
    computed_at: datetime
    numbers: dict[str, Any]


_COLUMNS = tuple(getattr(Figure, name) for name in FigureLine._fields)


def _of(group_id: int | None) -> ColumnElement[bool]:
    return Figure.group_id == group_id if group_id is not None else Figure.group_id.is_(None)


def newest_of_day(
    group_id: int | None, panel: str, window: int, definition: str, day: date
) -> FigureLine | None:
    """What was computed last for that day."""
    row = db.session.execute(
        select(*_COLUMNS)
        .where(_of(group_id), Figure.panel == panel, Figure.window_days == window)
        .where(Figure.definition == definition, Figure.day == day)
        .order_by(Figure.version.desc())
        .limit(1)
    ).first()
    return FigureLine(*row) if row else None


def newest(
    group_id: int | None, window: int, definition: str, panels: Iterable[str]
) -> dict[str, FigureLine]:
    """The newest numbers of these panels of a board, by panel, in one statement; panels that do not
    depend on the definition stand under "none". Each is looked up by the index, so that years of
    figures cost nothing."""
    keys = [
        _newest_key(group_id, panel, window, name)
        for panel in panels
        for name in sorted({definition, "none"})
    ]
    rows = db.session.execute(select(*_COLUMNS).where(Figure.id.in_(keys)).order_by(Figure.id))
    # The line that fits comes last: it is what stays.
    lines = sorted((FigureLine(*row) for row in rows), key=lambda one: one.definition == definition)
    return {line.panel: line for line in lines}


def _newest_key(
    group_id: int | None, panel: str, window: int, definition: str
) -> ScalarSelect[int]:
    return (
        select(Figure.id)
        .where(_of(group_id), Figure.panel == panel, Figure.window_days == window)
        .where(Figure.definition == definition)
        .order_by(Figure.day.desc(), Figure.version.desc())
        .limit(1)
        .scalar_subquery()
    )
