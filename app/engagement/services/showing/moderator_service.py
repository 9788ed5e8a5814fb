"""How soon moderators look, and whether their decisions hold, in words."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.core.charts import BarRow, horizontal_bars
from app.core.charts.table_csv import Cell
from app.engagement.queries.figures import FigureLine
from app.engagement.services.showing.base import (
    Board,
    Shown,
    ToDo,
    caption,
    number,
    shows,
    too_few,
)
from app.engagement.services.showing.share_rows import hours_words, share_row


@shows("moderator_service")
def moderator_service(line: FigureLine, board: Board) -> Shown:
    """Two bars of hours; the rest stands in the table."""
    title, of_whom = _("How moderators get on"), _of_whom(line)
    told = line.numbers
    if told["population"] is None:
        return too_few(line, title=title, of_whom=of_whom)
    bars = [
        BarRow(label, hours, hours_words(hours))
        for label, hours in _looks(line)
        if hours is not None
    ]
    sentence = _sentence(line)
    chart = horizontal_bars(
        bars,
        sentence=sentence,
        subtitle=caption(line, of_whom),
        header=(_("Cases"), _("Hours until the first look")),
        direction=board.direction,
    )
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart if bars else None,
        header=(_("What"), _("How many, or how long")),
        rows=tuple(_rows(line)),
        todo=ToDo(words=_("Read what moderators decided"), endpoint="moderation.transparency"),
    )


def _looks(line: FigureLine) -> tuple[tuple[str, int | None], ...]:
    return (
        (_("Half had a first look within"), line.numbers["half_hours"]),
        (_("Nine in ten had a first look within"), line.numbers["most_hours"]),
    )


def _rows(line: FigureLine) -> Iterator[tuple[Cell, ...]]:
    told = line.numbers
    yield _("Cases opened in these days"), number(told["population"])
    yield _("Cases open at their end"), number(told["open"])
    for label, hours in _looks(line):
        yield label, hours_words(hours)
    yield _("Appeals answered"), number(told["appeals"])
    share = share_row("", told["overturned"], told["appeals"])
    yield _("Decisions overturned"), share.printed if share else number(told["overturned"])
    yield _("Decisions that two people judged"), number(told["reviewed"])
    yield _("How far they agree beyond chance (kappa)"), _kappa(line)


def _kappa(line: FigureLine) -> str:
    names = ("kappa", "kappa_low", "kappa_high")
    values = [line.numbers[name] for name in names]
    if None in values:
        return "–"
    middle, low, high = (format_decimal(value) for value in values)
    return str(_("%(kappa)s, between %(low)s and %(high)s", kappa=middle, low=low, high=high))


def _sentence(line: FigureLine) -> str:
    half = line.numbers["half_hours"]
    if half is None:
        return str(_("Fewer than half of the cases had a first look so far."))
    return str(_("Half of the cases had a first look within %(time)s.", time=hours_words(half)))


def _of_whom(line: FigureLine) -> str:
    return str(
        _(
            "Cases opened in these days: %(number)s. Those nobody has looked at yet are counted too.",
            number=number(line.numbers["population"]),
        )
    )
