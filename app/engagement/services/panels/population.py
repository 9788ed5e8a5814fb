"""Who was counted: what every panel says of the people behind its numbers (science.md E1)."""

from __future__ import annotations

from app.engagement.queries.population import not_counted, seen_in
from app.engagement.services.panels.base import Numbers, Scope
from app.engagement.services.suppressing import people


def counted(scope: Scope) -> Numbers:
    """The three that every panel has: "seen", members who were there in the window; "posters", those
    of them who wrote; "excluded", members who asked that their reading is not counted. In steps of
    five."""
    seen, posters = seen_in(scope.group_id, scope.first_day, scope.day)
    return {
        "seen": people(seen),
        "posters": people(posters),
        "excluded": people(not_counted(scope.group_id)),
    }
