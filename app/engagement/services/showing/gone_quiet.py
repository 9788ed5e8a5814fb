"""How many have gone quiet, in words. Nobody is named, and nobody has to come back."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.charts import BarRow, horizontal_bars
from app.engagement.queries.figures import FigureLine
from app.engagement.services.showing.base import Board, Shown, caption, number, shows, too_few
from app.engagement.services.showing.first_answer import waiting_posts

REASONS = {
    "unanswered": _l("After a post that nobody answered"),
    "conflict": _l("After moderators limited something"),
    "unknown": _l("For reasons that we do not know"),
}


@shows("gone_quiet")
def gone_quiet(line: FigureLine, board: Board) -> Shown:
    """A bar for what came last before."""
    title, of_whom = _("Gone quiet"), _of_whom(line)
    quiet = line.numbers["quiet"]
    if line.numbers["population"] is None or quiet is None:
        return too_few(line, title=title, of_whom=of_whom)
    rows = [(str(words), line.numbers["reasons"][why]) for why, words in REASONS.items()]
    sentence = _("%(number)s members have not been here for longer than is usual for them.",
                 number=number(quiet).capitalize())  # fmt: skip
    chart = horizontal_bars(
        [BarRow(label, count or 0, number(count)) for label, count in rows],
        sentence=sentence,
        subtitle=caption(line, of_whom),
        header=(_("Gone quiet"), _("How many")),
        full=max(quiet, *(count or 0 for _label, count in rows)),
        direction=board.direction,
    )
    total = (_("Together"), number(quiet))
    return Shown(
        key=line.panel,
        title=title,
        sentence=sentence,
        caption=chart.subtitle,
        chart=chart,
        header=(_("Gone quiet"), _("How many")),
        rows=(*((label, number(count)) for label, count in rows), total),
        meaning=_(
            "Many go because they found what they came for, and that is fine. Nobody can know that "
            "from figures. What a group can do is to leave no post without an answer."
        ),
        todo=waiting_posts(board, line.numbers["reasons"]["unanswered"] is not None),
    )


def _of_whom(line: FigureLine) -> str:
    return str(
        _(
            "Members seen in about three months: %(number)s. Somebody has gone quiet after more than "
            "four weeks, and after more than three times their own usual pause. People whom the "
            "safeguarding team looks after are never in these figures.",
            number=number(line.numbers["population"]),
        )
    )
