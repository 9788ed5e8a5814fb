"""Who reads and who writes: posting classes of the window, in both definitions of a reader."""

from __future__ import annotations

from collections import Counter

from app.engagement.queries.population import Seen, members_seen
from app.engagement.services.figures.classes import (
    Activity,
    Definition,
    history,
    posting_class,
)
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import cells, people


@panel("participation", by_definition=True)
def participation(scope: Scope) -> Numbers:
    """Under "classes" readers, occasional and regular contributors by the definition; under "history"
    whether those who wrote nothing in the window ever did (science.md 1.3, E3, E4)."""
    everybody = members_seen(scope.group_id, scope.first_day, scope.day)
    active = [_activity(one) for one in everybody]
    definition: Definition = "few" if scope.definition == "few" else "none"
    classes = Counter(posting_class(one, definition) for one in active)
    histories = Counter(history(one) for one in active)
    return {
        "population": people(len(everybody)),
        **counted(scope),
        "classes": cells({name: classes[name] for name in ("reader", "occasional", "regular")}),
        "history": cells({name: histories[name] for name in ("never_posted", "paused")}),
    }


def _activity(one: Seen) -> Activity:
    """How many days somebody was there makes no difference to a class: they were."""
    weeks = {day.isocalendar()[:2] for day in one.days}
    return Activity(
        active_days=1, posts=one.posts, weeks=len(weeks), posts_before=int(one.wrote_before)
    )
