"""What became of those who joined, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.charts import interval_rows
from app.core.charts.table_csv import Cell
from app.core.proportions import Share, wilson
from app.engagement.queries.figures import FigureLine
from app.engagement.services.showing.base import (
    Board,
    Shown,
    Table,
    caption,
    number,
    shows,
    too_few,
)
from app.engagement.services.showing.share_rows import AXIS, share_row

STEPS = {
    "read": _l("Came again on a later day"),
    "reacted": _l("Reacted to something"),
    "first_post": _l("Wrote a first post"),
    "regular": _l("Wrote regularly: four posts or more, in three weeks or more"),
}


@shows("funnel")
def funnel(line: FigureLine, board: Board) -> Shown:
    """A line for each step, of all who joined in the window; in the table also each joining week."""
    title, joined = _("Those who joined"), line.numbers["population"]
    if joined is None:
        return too_few(line, title=title, of_whom=_of_whom(line))
    steps = line.numbers["steps"]
    rows = [
        row
        for one in steps
        if (row := share_row(str(STEPS[one["step"]]), one["members"], joined)) is not None
    ]
    sentence = _sentence(steps, joined)
    chart = interval_rows(
        rows, sentence=sentence, subtitle=caption(line, _of_whom(line)),
        header=(_("Step"), _("Percent"), _("Interval from"), _("to")), axis=AXIS,
        direction=board.direction,
    )  # fmt: skip
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart if rows else None,
        header=(_("Joined"), _("Members"), *(str(words) for words in STEPS.values())),
        rows=(
            (_("In all these days"), number(joined), *(_cell(one, joined) for one in steps)),
            (_("Half had taken the step after"), "", *(_days(one["median_days"]) for one in steps)),
            *(_week(one) for one in line.numbers["weeks"]),
        ),
        file=Table(
            ("joined", "step", "members", "of", "share", "low", "high", "median_days"),
            tuple(_raw(line.numbers)),
        ),
        meaning=_(
            "These are steps that some people take. Nobody has to: many who only read are new here, "
            "and many stay readers and are well served."
        ),
    )


def _of_whom(line: FigureLine) -> str:
    return str(_("Joined in these days: %(number)s.", number=number(line.numbers["population"])))


def _sentence(steps: list[dict[str, Any]], joined: int) -> str:
    again = steps[0]["members"]
    if again is None:
        return str(_("%(joined)s members joined.", joined=number(joined)))
    return str(
        _(
            "%(joined)s members joined. Of them, %(again)s came again on a later day.",
            joined=number(joined),
            again=number(again),
        )
    )


def _cell(one: dict[str, Any], joined: int) -> str:
    """The number, and the share with its interval where there are enough people for one."""
    row = share_row("", one["members"], joined)
    told = number(one["members"])
    return told if row is None else f"{told}: {row.printed}"


def _days(days: int | None) -> str:
    return "–" if days is None else str(ngettext("%(num)d day", "%(num)d days", days))


def _week(one: dict[str, Any]) -> tuple[Cell, ...]:
    monday = format_date(date.fromisoformat(one["monday"]), "d MMMM yyyy")
    label = _("Week from %(monday)s", monday=monday)
    return label, number(one["joined"]), *(number(one[step]) for step in STEPS)


def _raw(numbers: dict[str, Any]) -> list[tuple[Cell | None, ...]]:
    """A row for each step of the window, then of each week."""
    joined = numbers["population"]
    rows: list[tuple[Cell | None, ...]] = [
        ("window", one["step"], one["members"], joined, *_interval(one["members"], joined),
         "" if one["median_days"] is None else one["median_days"])
        for one in numbers["steps"]
    ]  # fmt: skip
    return rows + [
        (
            week["monday"],
            step,
            week[step],
            week["joined"],
            *_interval(week[step], week["joined"]),
            "",
        )
        for week in numbers["weeks"]
        for step in STEPS
    ]


def _interval(part: int | None, whole: int | None) -> tuple[Cell, Cell, Cell]:
    """Share and Wilson's interval, from 0 to 1, of numbers as they are shown."""
    share: Share | None = None
    if part is not None and whole is not None:
        share = wilson(min(part, whole), whole)
    if share is None:
        return "", "", ""
    return round(share.estimate, 3), round(share.low, 3), round(share.high, 3)
