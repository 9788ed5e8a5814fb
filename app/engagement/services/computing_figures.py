"""Computing the figures of boards beforehand, and keeping what was shown on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from app.core.clock import now
from app.core.database import db
from app.engagement.models import Figure
from app.engagement.queries.figures import newest_of_day
from app.engagement.services.panels import PANELS, Scope
from app.engagement.services.panels.base import WINDOWS, Numbers


class Computed(NamedTuple):
    """What a panel gave."""

    panel: str
    scope: Scope
    numbers: Numbers


def computed(group_id: int | None) -> list[Computed]:
    """Every panel of one board, for every window and definition, up to yesterday. Only reads, since
    it may take long and nobody should wait for it."""
    day = now().date() - timedelta(days=1)
    scopes = (
        (panel, Scope(group_id=group_id, window=window, definition=definition, day=day))
        for panel in PANELS.values()
        if panel.stands_on(group_id)
        for window in WINDOWS
        for definition in panel.definitions
    )
    return [Computed(panel.key, scope, panel.compute(scope)) for panel, scope in scopes]


def keep(found: Iterable[Computed]) -> int:
    """Store them; how many are new. The same numbers twice on a day are kept once; other numbers
    (somebody was erased, a post was taken back) are a new version, and the older ones stay as they
    were (science.md E20). Needs an open unit of work."""
    return sum(_keep(one) for one in found)


def compute(group_id: int | None) -> int:
    """Both at once. Needs an open unit of work."""
    return keep(computed(group_id))


def _keep(one: Computed) -> bool:
    scope = one.scope
    before = newest_of_day(scope.group_id, one.panel, scope.window, scope.definition, scope.day)
    if before is not None and before.numbers == one.numbers:
        return False
    db.session.add(
        Figure(
            group_id=scope.group_id,
            panel=one.panel,
            window_days=scope.window,
            definition=scope.definition,
            day=scope.day,
            version=before.version + 1 if before else 1,
            numbers=one.numbers,
        )
    )
    db.session.flush()
    return True
