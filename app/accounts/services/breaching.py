"""Whom a breach may concern: everybody whose data was touched in a window of time.

The log of access says who was looked at and which class of data it was; a sign-in says that an
account was opened. What leaves no trace in either, such as a stolen backup, concerns everybody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from app.accounts.queries import touched
from app.audit.services.recording import record


@dataclass(frozen=True)
class Affected:
    """Public ids of people, by the class of the data that was touched."""

    by_class: dict[str, frozenset[str]]

    @property
    def people(self) -> frozenset[str]:
        """Everybody, once."""
        return frozenset().union(*self.by_class.values())


def affected(start: datetime, end: datetime) -> Affected:
    """From `start` until before `end`. Needs an open unit of work: that the list was made stands
    in the log as well."""
    found: dict[str, set[str]] = defaultdict(set)
    for data_class, public_id in touched.accesses(start, end) | touched.sign_ins(start, end):
        found[data_class].add(public_id)
    result = Affected({kind: frozenset(people) for kind, people in found.items()})
    window = {"from": start.isoformat(), "to": end.isoformat(), "people": len(result.people)}
    record(by=None, action="breach_listed", details=window)
    return result
