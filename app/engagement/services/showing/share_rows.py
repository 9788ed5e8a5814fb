"""Shares of people as rows of a chart and of its table. They are computed from numbers in steps of
five, so they say no more than these do."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _

from app.core.charts import IntervalRow
from app.core.charts.table_csv import Cell
from app.core.proportions import wilson
from app.engagement.services.showing.base import number

LEAST_FOR_SHARES = 20
"""People. Of fewer a share in steps of five would say next to nothing."""
AXIS = ("0 %", "50 %", "100 %")
"""What stands at the ends and in the middle of a chart of shares."""


def share_row(label: str, part: int | None, whole: int | None) -> IntervalRow | None:
    """A share in percent with Wilson's 95 % interval; None where one of the numbers is hidden or
    there are too few."""
    if part is None or whole is None or whole < LEAST_FOR_SHARES:
        return None
    share = wilson(min(part, whole), whole)
    if share is None:
        return None
    percent, low, high = (round(100 * value) for value in (share.estimate, share.low, share.high))
    said = _("%(percent)s %%, between %(low)s and %(high)s", percent=percent, low=low, high=high)
    return IntervalRow(label, percent, low, high, str(said))


def table_row(label: str, part: int | None, whole: int | None) -> tuple[Cell, ...]:
    """The same as label, part, whole and share in words."""
    row = share_row(label, part, whole)
    return label, number(part), number(whole), row.printed if row else "–"


def hours_words(hours: int | None) -> str:
    """ "3 hours", in the reader's language."""
    return "–" if hours is None else str(format_timedelta(timedelta(hours=hours)))
