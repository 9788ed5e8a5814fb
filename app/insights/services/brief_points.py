"""The few lines at the top of a brief, worked out from its released numbers."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insights.services.artefacts import ReadTable
from app.insights.services.briefs import COURSE, EFFECTIVENESS, SIDE_EFFECTS, Brief
from app.insights.services.show_rules import clamped, rounded

_REASONS = {
    "stopped-side-effects": _l("because of side effects or an allergy"),
    "stopped-no-effect": _l("because it did not work"),
    "stopped-other": _l("for another reason"),
}


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
    return str(_("between %(low)s and %(high)s in 100", low=share.low, high=share.high))


def _helped(brief: Brief) -> str | None:
    cell = brief.release.least_cell
    share = _share_over_rows(brief.tables.get(EFFECTIVENESS), "much", cell)
    if share is None:
        return None
    words = _(
        "Over all treatments, %(share)s say it works well or very well.", share=_in_words(share)
    )
    return str(words)


def _harmed(brief: Brief) -> str | None:
    cell = brief.release.least_cell
    share = _share_over_rows(brief.tables.get(SIDE_EFFECTS), "severe", cell)
    if share is None:
        return None
    words = _("Of them, %(share)s call the side effects severe or worse.", share=_in_words(share))
    return str(words)


def _stopped(brief: Brief) -> str | None:
    table = brief.tables.get(COURSE)
    if table is None:
        return None
    totals = {
        reason: rounded(sum(row.counts[reason] or 0 for row in table.rows)) for reason in _REASONS
    }
    named = [
        _("about %(number)s %(reason)s", number=total, reason=_REASONS[reason])
        for reason, total in sorted(totals.items(), key=lambda one: -one[1])
        if total
    ]
    return _("Of those who stopped: %(reasons)s.", reasons=", ".join(named)) if named else None


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
    made = [most if sizes else None, _helped(brief), _harmed(brief), _stopped(brief)]
    return [point for point in [*made, _first_two(brief)] if point]
