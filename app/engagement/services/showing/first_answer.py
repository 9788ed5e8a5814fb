"""How soon first posts are answered, in words; and how many wait at this moment."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.charts import interval_rows
from app.engagement.queries.figures import FigureLine
from app.engagement.queries.first_posts import MOST_COUNTED, how_many_wait
from app.engagement.services.showing.base import (
    Board,
    LivePart,
    Shown,
    ToDo,
    caption,
    number,
    shows,
    shows_live,
    too_few,
)
from app.engagement.services.showing.share_rows import AXIS, hours_words, share_row, table_row

WITHIN = {
    1: _l("Answered within an hour"),
    24: _l("Answered within a day"),
    168: _l("Answered within a week"),
}
_DAY = 24


@shows("first_answer")
def first_answer(line: FigureLine, board: Board) -> Shown:
    """A line for an hour, a day and a week. Posts that wait count as not answered."""
    title, of_whom = _("First answers"), _of_whom(line)
    if line.numbers["population"] is None:
        return too_few(line, title=title, of_whom=of_whom)
    within = line.numbers["within"]
    rows = [
        row
        for one in within
        if (row := share_row(str(WITHIN[one["hours"]]), one["answered"], one["of"]))
    ]
    sentence = _sentence(line)
    header = (_("First posts"), _("Percent"), _("Interval from"), _("to"))
    chart = interval_rows(
        rows, sentence=sentence, subtitle=caption(line, of_whom), header=header, axis=AXIS,
        direction=board.direction,
    )  # fmt: skip
    half = hours_words(line.numbers["median_hours"])
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart if rows else None,
        header=(_("First posts"), _("How many"), _("Of how many"), _("Share")),
        rows=(
            *(table_row(str(WITHIN[one["hours"]]), one["answered"], one["of"]) for one in within),
            (_("Half had an answer within"), half, number(line.numbers["population"]), ""),
            (_("Waited at the end of these days"), number(line.numbers["waiting"]), "", ""),
        ),
        meaning=_(
            "What somebody writes first is often the hardest. Any kind answer helps, "
            "it need not be a long one."
        ),
        todo=waiting_posts(board, line.numbers["waiting"] is not None),
    )


def waiting_posts(board: Board, is_due: object) -> ToDo | None:
    """The page on which somebody answers, or asks somebody to, where that is due; a site's board
    leads to none."""
    if board.slug is None or not is_due:
        return None
    words = _("Answer a first post, or ask somebody to")
    return ToDo(words=str(words), endpoint="engagement.first_posts", values={"slug": board.slug})


@shows_live
def who_waits(board: Board) -> LivePart | None:
    """How many first posts of a group wait now, and since when the oldest does."""
    if board.group_id is None:
        return None
    count, since = how_many_wait(board.group_id)
    values = {"count": count, "since": since, "most": MOST_COUNTED, "slug": board.slug}
    todo = waiting_posts(board, count)
    return LivePart(template="engagement/_waiting.html", values=values, todo=todo)


def _of_whom(line: FigureLine) -> str:
    return str(
        _(
            "First posts of members in these days: %(number)s. Those that wait are counted too. "
            "Nobody answers themselves.",
            number=number(line.numbers["population"]),
        )
    )


def _sentence(line: FigureLine) -> str:
    day = next(one for one in line.numbers["within"] if one["hours"] == _DAY)
    row = share_row("", day["answered"], day["of"])
    if row is not None:
        share = f"{row.estimate:.0f}"
        return str(_("About %(share)s in 100 first posts had an answer within a day.", share=share))
    half = line.numbers["median_hours"]
    if half is not None:
        return str(
            _("Half of the first posts had an answer within %(time)s.", time=hours_words(half))
        )
    return str(_("There were few first posts. The list says which of them wait."))
