"""Who reads and who writes, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import format_percent
from flask_babel import gettext as _

from app.core.charts import BarRow, horizontal_bars
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

_FEW = "few"


@shows("participation")
def participation(line: FigureLine, board: Board) -> Shown:
    """One bar for each class of the window; in the table also who wrote before."""
    title = _("Who reads and who writes")
    seen = line.numbers["population"]
    if seen is None:
        return too_few(line, title=title, of_whom=_of_whom(line))
    words = _words(line.definition)
    rows = [(words[name], count) for name, count in line.numbers["classes"].items()]
    sentence = _sentence(line.numbers["classes"]["reader"], seen)
    chart = horizontal_bars(
        [BarRow(label, count or 0, number(count)) for label, count in rows],
        sentence=sentence,
        subtitle=caption(line, _of_whom(line)),
        header=(_("Members"), _("How many")),
        full=seen,
        direction=board.direction,
    )
    before = [(words[name], count) for name, count in line.numbers["history"].items()]
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart,
        header=(_("Members"), _("How many"), _("Share")),
        rows=tuple((label, number(count), _share(count, seen)) for label, count in rows + before),
        file=Table(("class", "members", "share"), tuple(_raw(line.numbers))),
        meaning=_(
            "People who read are part of the group as they are. Many find what they came for by reading."
        ),
    )


def _of_whom(line: FigureLine) -> str:
    if line.definition == _FEW:
        return str(_("Readers here wrote three posts or fewer."))
    return str(_("Readers here wrote nothing in these days."))


def _words(definition: str) -> dict[str, str]:
    few = definition == _FEW
    return {
        "reader": _("Readers: three posts or fewer") if few else _("Readers: no post"),
        "occasional": (
            _("Wrote at times: four posts or more, in fewer than three weeks")
            if few
            else _("Wrote at times: less than four posts, or in fewer than three weeks")
        ),
        "regular": _("Wrote regularly: four posts or more, in three weeks or more"),
        "never_posted": _("No post so far"),
        "paused": _("Wrote earlier, not in these days"),
    }


def _raw(numbers: dict[str, Any]) -> list[tuple[Cell | None, ...]]:
    """The same with codes."""
    seen = numbers["population"]
    return [
        (name, count, None if count is None else round(min(count / seen, 1), 2))
        for name, count in (*numbers["classes"].items(), *numbers["history"].items())
    ]


def _share(count: int | None, whole: int) -> str:
    return "–" if count is None else format_percent(min(count / whole, 1))


def _sentence(readers: int | None, seen: int) -> str:
    if readers is None:
        return str(_("Almost everybody who was here also wrote."))
    return str(
        _(
            "%(share)s of the members who were here read without writing.",
            share=_share(readers, seen),
        )
    )
