"""Who answers whom, in words. Counts only: no picture of people and lines."""

from __future__ import annotations

from typing import Any

from flask_babel import format_decimal
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
from app.engagement.services.showing.first_answer import waiting_posts

_DRAWN = ("welcomers", "became_givers", "openers", "unanswered")


@shows("network")
def network(line: FigureLine, board: Board) -> Shown:
    """A bar for those who welcome, who became givers, who opened a topic, and who had no answer."""
    title, of_whom = _("Who answers whom"), _of_whom(line)
    writers = line.numbers["population"]
    if writers is None:
        return too_few(line, title=title, of_whom=of_whom)
    sentence, words = _sentence(line.numbers), _words()
    chart = horizontal_bars(
        [_bar(words[name], line.numbers[name]) for name in _DRAWN],
        sentence=sentence,
        subtitle=caption(line, of_whom),
        header=(_("Members"), _("How many")),
        full=writers,
        direction=board.direction,
    )
    back = line.numbers["reciprocity"]
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart,
        header=(_("What"), _("How many")),
        rows=(
            (_("Members who wrote"), number(writers)),
            *((label, number(line.numbers[name])) for name, label in words.items()),
            (_("Share of answers given back, from 0 to 1"), _decimal(back)),
        ),
        file=Table(("figure", "value"), tuple(_raw(line.numbers))),
        meaning=_(
            "An answer is given back when the two have answered each other. Nobody owes anybody an "
            "answer, and helping somebody new counts as much."
        ),
        todo=waiting_posts(board, line.numbers["unanswered"] is not None),
    )


def _words() -> dict[str, str]:
    return {
        "answers": _("Posts in topics that somebody else opened"),
        "pairs": _("Pairs of one who answered and one who was answered"),
        "openers": _("Opened a topic"),
        "unanswered": _("Opened a topic and had no answer yet"),
        "isolates": _("Wrote, and had no answer in a topic of their own"),
        "became_givers": _("Answered others for the first time, after they were answered"),
        "welcomers": _("Answered three first posts or more"),
    }


def _bar(label: str, count: int | None) -> BarRow:
    return BarRow(label, count or 0, number(count))


def _of_whom(line: FigureLine) -> str:
    return str(
        _(
            "Members who wrote in these days: %(number)s. An answer is a post in a topic that "
            "somebody else opened. Announcements are left out.",
            number=number(line.numbers["population"]),
        )
    )


def _sentence(numbers: dict[str, Any]) -> str:
    back = numbers["reciprocity"]
    if back is None:
        return str(_("There were too few answers to say how many are given back."))
    return str(_("Of 100 answers, about %(share)s were given back.", share=round(100 * back)))


def _decimal(value: float | None) -> str:
    return "–" if value is None else format_decimal(value)


def _raw(numbers: dict[str, Any]) -> list[tuple[Cell | None, ...]]:
    """The same with codes."""
    back = numbers["reciprocity"]
    return [
        ("writers", numbers["population"]),
        *((name, numbers[name]) for name in _words()),
        ("reciprocity", "" if back is None else back),
    ]
