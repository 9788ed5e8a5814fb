"""The few lines at the top of a brief, worked out from its released numbers."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.insights.services.artefacts import ReadTable
from app.insights.services.briefs import EFFECTIVENESS, SIDE_EFFECTS, Brief
from app.insights.services.show_rules import LOWEST_PERCENT, clamped


@dataclass(frozen=True, slots=True)
class _Range:
    low: int
    high: int


def _share_over_rows(table: ReadTable | None, band: str, least_cell: int) -> _Range | None:
    # A hidden cell lies between nobody and the threshold; so does what is said about all rows.
    people = sum(row.people for row in table.rows) if table else 0
    if not table or not people:
        return None
    known = sum(row.counts[band] or 0 for row in table.rows)
    hidden = sum(row.counts[band] is None for row in table.rows)
    top = known + hidden * (least_cell - 1)
    return _Range(clamped(100 * known / people), clamped(100 * min(top, people) / people))


def _in_words(share: _Range) -> str:
    if share.high - share.low <= 5:
        middle = round((share.low + share.high) / 2)
        return str(_("about %(number)s in 100", number=middle))
    if share.low == LOWEST_PERCENT:
        return str(_("at most about %(high)s in 100", high=share.high))
    return str(_("between %(low)s and %(high)s in 100", low=share.low, high=share.high))


def _helped(brief: Brief) -> str | None:
    cell = brief.release.least_cell
    share = _share_over_rows(brief.tables.get(EFFECTIVENESS), "much", cell)
    if share is None:
        return None
    words = _(
        "Of those told of below, %(share)s say it works well or very well.", share=_in_words(share)
    )
    return str(words)


def _harmed(brief: Brief) -> str | None:
    cell = brief.release.least_cell
    share = _share_over_rows(brief.tables.get(SIDE_EFFECTS), "severe", cell)
    if share is None:
        return None
    words = _("Of them, %(share)s call the side effects severe or worse.", share=_in_words(share))
    return str(words)


def _rated(brief: Brief) -> str | None:
    high, low = brief.overall.get("high"), brief.overall.get("low")
    if high and low:
        words = _(
            "Over all treatments, about %(high)s in 100 give 8 to 10 out of 10; "
            "about %(low)s in 100 give 4 or less.",
            high=high.percent,
            low=low.percent,
        )
        return str(words)
    if high:
        words = _(
            "Over all treatments, about %(high)s in 100 give 8 to 10 out of 10.", high=high.percent
        )
        return str(words)
    return None


def _first_two(brief: Brief) -> str | None:
    shown = [line for line in brief.lines if line.helped]
    if len(shown) < 2 or not shown[0].helped or not shown[1].helped:
        return None
    names = {"one": shown[0].name, "other": shown[1].name}
    if shown[0].helped.low > shown[1].helped.high:
        return str(_("The intervals of %(one)s and %(other)s do not overlap.", **names))
    words = _("The intervals of %(one)s and %(other)s overlap: no order can be told.", **names)
    return str(words)


def points(brief: Brief) -> list[str]:
    """Up to five sentences; one that the numbers do not carry is left out."""
    sizes = sorted(brief.lines, key=lambda line: -line.people)[:3]
    most = _("Most people told of: %(names)s.", names=", ".join(line.name for line in sizes))
    made = [_rated(brief), most if sizes else None, _helped(brief), _harmed(brief)]
    return [point for point in [*made, _first_two(brief)] if point]
