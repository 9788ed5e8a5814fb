"""How posts are shared out, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.core.charts import share_curve
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

_TOP = 10


@shows("inequality")
def inequality(line: FigureLine, board: Board) -> Shown:
    """The curve of all members who were there; in the table every figure for both populations."""
    title = _("How posts are shared out")
    if line.numbers["gini"] is None:
        return too_few(line, title=title, of_whom=_of_whom(line))
    return Shown(
        key=line.panel,
        title=title,
        sentence=_sentence(line.numbers),
        caption=caption(line, _of_whom(line)),
        chart=_curve(line, board),
        header=(_("Figure"), _("All members seen"), _("Those who wrote")),
        rows=tuple(_rows(line.numbers)),
        file=Table(("figure", "seen", "posters"), tuple(_raw(line.numbers))),
        meaning=_(
            "In every community a few people write much, and that is no fault. It becomes a burden "
            "when the group could not go on without them."
        ),
    )


def _of_whom(line: FigureLine) -> str:
    return str(_("Posts in these days: %(number)s.", number=number(line.numbers["posts"])))


def _sentence(numbers: dict[str, Any]) -> str:
    return str(_("Half of all posts came from %(number)s people.", number=number(numbers["half"])))


def _curve(line: FigureLine, board: Board) -> Chart | None:
    """Lorenz's curve, fewest posts first."""
    seen = line.numbers["population"]
    points = sorted((1 - k / seen, 1 - share / 100) for k, share in line.numbers["curve"])
    if not points:
        return None
    return share_curve(
        points,
        sentence=_sentence(line.numbers),
        subtitle=caption(line, _of_whom(line)),
        header=(_("Share of members, fewest posts first"), _("Share of posts")),
        ends=("0 %", "100 %"),
        direction=board.direction,
    )


def _rows(numbers: dict[str, Any]) -> list[tuple[Cell, ...]]:
    gini, seen, posters = numbers["gini"], "seen", "posters"
    rows: list[tuple[Cell, ...]] = [
        (_("People"), number(numbers["population"]), number(numbers[posters])),
        *(
            (words, *(format_decimal(gini[who][key]) for who in (seen, posters)))
            for key, words in (
                ("plain", _("Gini, from 0 (all the same) to 1")),
                ("corrected", _("Gini, corrected for few people")),
            )
        ),
        *(_rank(numbers["ranks"], place) for place in (0, 1)),
        (_("Fewest people who wrote half"), number(numbers["half"]), number(numbers["half"])),
        (_("As if so many had written alike"), *[number(numbers["effective"])] * 2),
    ]
    tail = numbers["tail"]
    if tail is not None:
        rows.append((_tail_words(tail), "–", format_decimal(tail["alpha"])))
    return rows


def _rank(ranks: dict[str, Any], place: int) -> tuple[Cell, ...]:
    """One class by rank, for both populations."""
    both = [ranks[who][place] for who in ("seen", "posters")]
    label = _("Share of posts of the %(top)s in 100 who wrote most", top=both[0]["top"])
    return label, *(_("not shown") if one["share"] is None else f"{one['share']} %" for one in both)


def _tail_words(tail: dict[str, Any]) -> str:
    words = _(
        "Exponent of a power law, %(number)s people with %(least)s posts or more",
        number=number(tail["members"]),
        least=tail["from"],
    )
    if not tail["lognormal"]:
        return str(words)
    return f"{words} ({_('a lognormal law describes them better')})"


def _raw(numbers: dict[str, Any]) -> list[tuple[Cell | None, ...]]:
    """The same with codes."""
    gini, ranks, tail = numbers["gini"], numbers["ranks"], numbers["tail"]
    rows: list[tuple[Cell | None, ...]] = [
        ("people", numbers["population"], numbers["posters"]),
        ("gini", gini["seen"]["plain"], gini["posters"]["plain"]),
        ("gini_corrected", gini["seen"]["corrected"], gini["posters"]["corrected"]),
        *(
            (f"top_{one['top']}_percent_share_of_posts", one["share"], other["share"])
            for one, other in zip(ranks["seen"], ranks["posters"], strict=True)
        ),
        ("fewest_for_half", numbers["half"], numbers["half"]),
        ("effective_members", numbers["effective"], numbers["effective"]),
        *((f"share_of_posts_of_the_first_{k}", share, None) for k, share in numbers["curve"]),
    ]
    if tail is not None:
        rows.append((f"power_law_alpha_from_{tail['from']}_posts", None, tail["alpha"]))
    return rows
