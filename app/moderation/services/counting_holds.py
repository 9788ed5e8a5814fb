"""How often something waited for a person first, and for how long: written into the log once, after
each quarter. The rows themselves go after 180 days, so figures are told from the log alone.

An entry at the time would stand beside the decision, and say for years whose words named a way to
die. A number from 1 to 4 is not written down either: it could point at somebody.
"""

from __future__ import annotations

from datetime import datetime
from statistics import median

from app.audit.queries import newest_of
from app.audit.services.recording import record
from app.moderation.queries.holds import ended_between
from app.moderation.services.transparency.quarters import ended_before, minutes, quarter_of
from app.moderation.services.transparency.suppressing import LEAST


def count_holds(at: datetime) -> None:
    """Count those that ended in the quarter that ended last, unless the log says it already; also
    when there were none, so that an entry says no more than its numbers. `held` and `minutes`, the
    median, are None for 1 to 4. Needs an open unit of work."""
    begins, ends = ended_before(at)
    quarter, last = quarter_of(begins), newest_of("holds_counted")
    if last is not None and last["quarter"] >= quarter:
        return
    waited = [minutes(since, until) for since, until in ended_between(begins, ends)]
    is_told = len(waited) >= LEAST
    details = {
        "quarter": quarter,
        "held": len(waited) if is_told or not waited else None,
        "minutes": round(median(waited)) if is_told else None,
    }
    record(by=None, action="holds_counted", details=details)
