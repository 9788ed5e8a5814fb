"""Who answers whom, as counts of the group (science.md 2.1, E17): names stay in the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from app.engagement.queries.answers import (
    Help,
    answers_between,
    gave_before,
    help_between,
    writers_between,
)
from app.engagement.services.figures.network import Reply, became_givers, edges, isolates
from app.engagement.services.figures.network import network as network_of
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import cells, people

WELCOMES = 3
"""Whoever answered the first posts of so many newcomers welcomes them."""
LEAST_ANSWERS = 20
"""Of fewer answers it is chance how many were given back."""


@panel("network")
def network(scope: Scope) -> Numbers:
    """Of answers in the window, each from who wrote in a topic to who opened it: how much was given
    back ("reciprocity", from 0 to 1), "isolates" who wrote and had no answer in a topic of theirs;
    "unanswered" are those of them who opened one in the window, of "openers"; "became_givers" had
    answered nobody until they were answered."""
    wrote = writers_between(scope.group_id, scope.begins, scope.ends)
    given = [Reply(*one) for one in answers_between(scope.group_id, scope.begins, scope.ends)]
    found, between = network_of(wrote, given), edges(given)
    openers = {member_id for member_id, opened in wrote.items() if opened}
    new_givers = became_givers(given) - gave_before(scope.group_id, scope.begins)
    is_told = found.replies >= LEAST_ANSWERS and people(found.writers) is not None
    back = found.reciprocity if is_told else None
    return {
        "population": people(found.writers),
        **counted(scope),
        "reciprocity": None if back is None else round(back, 2),
        **cells(
            {
                "answers": found.replies,
                "pairs": found.pairs,
                "openers": len(openers),
                "unanswered": len(isolates(openers, between)),
                "isolates": found.isolates,
                "became_givers": len(new_givers),
                "welcomers": welcomers(help_between(scope.group_id, scope.begins, scope.ends)),
            }
        ),
    }


def welcomers(answers: Sequence[Help]) -> int:
    """How many people answered three different first posts or more."""
    welcomed: dict[int, set[int]] = {}
    for one in answers:
        if one.is_to_first:
            welcomed.setdefault(one.giver, set()).add(one.first_post)
    return sum(len(posts) >= WELCOMES for posts in welcomed.values())
