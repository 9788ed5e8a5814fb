"""What a panel shows: one sentence, a chart with its table, who was counted, one thing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from app.core.charts.canvas import Direction
from app.core.charts.chart import Chart
from app.core.charts.table_csv import Cell
from app.engagement.queries.figures import FigureLine
from app.engagement.services.suppressing import LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Which board somebody looks at, and how: of a group, or of the site (`group_id` and `slug` None);
    the window in days, who counts as a reader, and the way the page is read."""

    group_id: int | None
    slug: str | None
    name: str
    window: int
    definition: str
    direction: Direction = "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing that somebody can do about it: words, and the page where it is done."""

    words: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as long as their header; None is a hidden number."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A panel for reading. `caption` names window, population and exclusions (science.md E1): see
    `caption` below. `chart` is None where nothing can be drawn; `is_association` puts the sentence
    under it that people choose for themselves whether they write; `meaning` says how to read it.
    `file` is the table for programs, with codes and bare numbers; without it the one of the page."""

    key: str
    title: str
    sentence: str
    caption: str
    chart: Chart | None
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    file: Table | None = None
    meaning: str = ""
    todo: ToDo | None = None
    is_association: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePart:
    """Something on a board that is as it is now and not of last night: a template, which gets
    `values` as `part`."""

    template: str
    values: dict[str, Any]
    todo: ToDo | None = None


Show = Callable[[FigureLine, Board], Shown]
ShowLive = Callable[[Board], LivePart | None]
SHOWS: dict[str, Show] = {}
LIVE: list[ShowLive] = []


def shows(key: str) -> Callable[[Show], Show]:
    """Register how a panel is shown; the order of registering is the order on the board."""

    def register(show: Show) -> Show:
        SHOWS[key] = show
        return show

    return register


def shows_live(show: ShowLive) -> ShowLive:
    """Register a part that is read anew with every look, by one statement at most; it gives None on
    boards on which it has no place."""
    LIVE.append(show)
    return show


def number(count: int | None) -> str:
    """A number of people in words: "about 1,230", or "under 5"."""
    if count is None:
        return str(_("under %(num)d", num=LEAST))
    return str(_("about %(number)s", number=format_decimal(count)))


def caption(line: FigureLine, of_whom: str = "") -> str:
    """Which days, how many people, and who is not in it. `of_whom`: what else the panel has to say
    about whom it counts."""
    first = line.day - timedelta(days=line.window_days - 1)
    told = _(
        "%(first)s to %(last)s, %(days)d days. Members seen: %(seen)s. Of them, wrote: %(posters)s. "
        "Asked us not to count their reading: %(excluded)s.",
        first=format_date(first, "d MMMM"),
        last=format_date(line.day, "d MMMM yyyy"),
        days=line.window_days,
        seen=number(line.numbers["seen"]),
        posters=number(line.numbers["posters"]),
        excluded=number(line.numbers["excluded"]),
    )
    return f"{told} {of_whom}".strip()


def too_few(line: FigureLine, *, title: str, of_whom: str = "") -> Shown:
    """What stands where a panel has too few people to say anything."""
    return Shown(
        key=line.panel,
        title=title,
        sentence=_("Too few people for figures. That is fine: you know them."),
        caption=caption(line, of_whom),
        chart=None,
        header=(),
        rows=(),
    )
