"""A share as words and as a row that can be drawn."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.charts import IntervalRow
from app.insights.services.briefs import BandShare


def share_words(percent: int, low: int, high: int) -> str:
    """A share and its interval in words, for pages and for screen readers."""
    words = _("%(percent)s %%, between %(low)s and %(high)s", percent=percent, low=low, high=high)
    return str(words)


def share_row(share: BandShare, label: str = "") -> IntervalRow:
    """A released share with its interval, ready to be drawn."""
    words = share_words(share.percent, share.low, share.high)
    return IntervalRow(label, share.percent, share.low, share.high, words)
