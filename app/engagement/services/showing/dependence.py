"""How far a group leans on few who answer, in words. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from app.core.charts import BarRow, horizontal_bars
from app.core.charts.chart import Chart
from app.core.charts.table_csv import Cell
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
from app.engagement.services.showing.first_answer import waiting_posts

_MONTH = timedelta(days=28)


@shows("dependence")
def dependence(line: FigureLine, board: Board) -> Shown:
    """A bar for each 28 days: how few people gave half of the answers to newcomers."""
    title, of_whom = _("Leaning on few"), _of_whom(line)
    if line.numbers["population"] is None and line.numbers["newcomers"]["leans"] is None:
        return too_few(line, title=title, of_whom=of_whom)
    return Shown(
        key=line.panel,
        title=title,
        sentence=_sentence(line.numbers["newcomers"]),
        caption=caption(line, of_whom),
        chart=_chart(line, board),
        header=(_("Figure"), _("How many")),
        rows=tuple(_rows(line.numbers)),
        file=Table(("figure", "first_day", "value"), tuple(_raw(line.numbers))),
        meaning=_(
            "Nobody gives too much or too little here. Where few people carry much, thank them, and "
            "ask others to join in, so that they can rest."
        ),
        todo=waiting_posts(board, line.numbers["newcomers"]["leans"]),
    )


def _of_whom(line: FigureLine) -> str:
    return str(
        _(
            "Members who answered somebody: %(number)s. Somebody counts as a newcomer for 28 days "
            "after their first post.",
            number=number(line.numbers["population"]),
        )
    )


def _sentence(newcomers: dict[str, Any]) -> str:
    if newcomers["leans"] is None:
        return str(_("There were too few answers to newcomers to say who carries them."))
    if newcomers["leans"]:
        return str(_("Newcomers lean on very few people. When these rest, newcomers may wait."))
    told = number(newcomers["half"])
    return str(_("Half of the answers to newcomers came from %(number)s people.", number=told))


def _chart(line: FigureLine, board: Board) -> Chart | None:
    months = [one for one in line.numbers["months"] if one["leans"] is not None]
    if not months:
        return None
    return horizontal_bars(
        [BarRow(_days(one), one["half"] or 0, number(one["half"])) for one in months],
        sentence=_sentence(line.numbers["newcomers"]),
        subtitle=caption(line, _of_whom(line)),
        header=(_("Days"), _("Fewest people who gave half of the answers to newcomers")),
        direction=board.direction,
    )


def _rows(numbers: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    newcomers = numbers["newcomers"]
    yield _("Members who answered somebody"), number(numbers["population"])
    yield _("Their answers"), number(numbers["answers"])
    for one in numbers["top"]:
        label = _("Share of answers of the %(top)s in 100 who gave most", top=one["top"])
        yield label, _("not shown") if one["share"] is None else f"{one['share']} %"
    yield _("Gini of those who answered, from 0 (all the same) to 1"), _decimal(numbers["gini"])
    yield _("Gini, corrected for few people"), _decimal(numbers["corrected"])
    yield _("Answers to newcomers"), number(newcomers["answers"])
    yield _("Members who gave them"), number(newcomers["givers"])
    yield _("Fewest people who gave half of them"), _half(newcomers)
    for month in numbers["months"]:
        yield _("Fewest who gave half, %(days)s", days=_days(month)), _half(month)


def _days(month: dict[str, Any]) -> str:
    first = date.fromisoformat(month["first_day"])
    last = first + _MONTH - timedelta(days=1)
    pattern = "d MMMM"
    return str(
        _(
            "%(first)s to %(last)s",
            first=format_date(first, pattern),
            last=format_date(last, pattern),
        )
    )


def _half(told: dict[str, Any]) -> str:
    return "–" if told["leans"] is None else number(told["half"])


def _decimal(value: float | None) -> str:
    return "–" if value is None else format_decimal(value)


def _raw(numbers: dict[str, Any]) -> Iterator[tuple[Cell | None, ...]]:
    """The same with codes; the window has no day of its own."""
    yield "givers", "", numbers["population"]
    yield "answers", "", numbers["answers"]
    for one in numbers["top"]:
        yield f"top_{one['top']}_percent_share_of_answers", "", one["share"]
    yield "gini", "", numbers["gini"]
    yield "gini_corrected", "", numbers["corrected"]
    for one in (numbers["newcomers"], *numbers["months"]):
        first_day = one.get("first_day", "")
        yield "answers_to_newcomers", first_day, one["answers"]
        yield "givers_to_newcomers", first_day, one["givers"]
        # "Not known" is no small number.
        is_known = one["leans"] is not None
        yield "bus_factor", first_day, one["half"] if is_known else ""
        yield "leans_on_few", first_day, int(one["leans"]) if is_known else ""
