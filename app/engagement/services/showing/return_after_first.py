"""Whether people who were answered soon wrote again more often, in words."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from app.core.charts import IntervalRow, interval_rows
from app.core.charts.table_csv import Cell
from app.engagement.queries.figures import FigureLine
from app.engagement.services.panels.return_after_first import BACK_WITHIN
from app.engagement.services.showing.base import Board, Shown, caption, number, shows, too_few
from app.engagement.services.showing.first_answer import waiting_posts
from app.engagement.services.showing.share_rows import AXIS, share_row, table_row


@shows("return_after_first")
def return_after_first(line: FigureLine, board: Board) -> Shown:
    """Two lines, and how far they lie apart."""
    title, of_whom = _("Writing again after the first post"), _of_whom(line)
    if line.numbers["difference"] is None:
        return too_few(line, title=title, of_whom=of_whom)
    sides = _sides(line)
    rows = [row for side in sides if (row := share_row(*side))]
    chart = interval_rows(
        rows,
        sentence=_sentence(rows),
        subtitle=caption(line, of_whom),
        header=(_("First posts"), _("Percent who wrote again"), _("Interval from"), _("to")),
        axis=AXIS,
        direction=board.direction,
    )
    return Shown(
        key=line.panel,
        title=title,
        sentence=chart.sentence,
        caption=chart.subtitle,
        chart=chart,
        header=(_("First posts"), _("Wrote again"), _("Of how many"), _("Share")),
        rows=(*(table_row(*side) for side in sides), _difference(line)),
        todo=waiting_posts(board, line.numbers["low"] > 0),
        is_association=True,
    )


def _sides(line: FigureLine) -> tuple[tuple[str, int | None, int | None], ...]:
    soon, later = line.numbers["soon"], line.numbers["later"]
    return (
        (_("Answered within a day"), soon["again"], soon["of"]),
        (_("Not answered within a day"), later["again"], later["of"]),
    )


def _sentence(rows: list[IntervalRow]) -> str:
    soon, later = (f"{row.estimate:.0f}" for row in rows)
    return str(
        _(
            "Of 100 people, about %(soon)s wrote again after an answer within a day, and about "
            "%(later)s without one. This is an association.",
            soon=soon,
            later=later,
        )
    )


def _difference(line: FigureLine) -> tuple[Cell, ...]:
    apart, low, high = (_points(line.numbers[name]) for name in ("difference", "low", "high"))
    said = _("%(apart)s points in 100, between %(low)s and %(high)s",
             apart=apart, low=low, high=high)  # fmt: skip
    return _("Difference, and where it lies in 95 of 100 cases (Newcombe)"), "", "", said


def _points(share: float) -> str:
    return f"{100 * share:+.0f}"


def _of_whom(line: FigureLine) -> str:
    until = line.day - BACK_WITHIN
    first = until - timedelta(days=line.window_days - 1)
    return str(
        _(
            "First posts from %(first)s to %(last)s, so that four weeks to come back were over: "
            "%(number)s.",
            first=format_date(first, "d MMMM"),
            last=format_date(until, "d MMMM yyyy"),
            number=number(line.numbers["population"]),
        )
    )
