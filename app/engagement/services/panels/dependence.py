"""How far a group leans on few who answer (science.md 2.1): sums of many, nobody is ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.engagement.queries.answers import Help, answers_between, help_between
from app.engagement.services.figures.inequality import fewest_for_half, gini, up_to
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.suppressing import LEAST, people

LEAST_ANSWERS = 20
"""Answers to newcomers. Of fewer it is chance who gave half of them."""
FEW = 3
"""So few people, or fewer, who give half of the answers: the group leans on them."""
MONTH = timedelta(days=28)
MONTHS = 3


@panel("dependence")
def dependence(scope: Scope) -> Numbers:
    """Under "gini" and "top" how answers to anybody are shared out over those who gave some; under
    "newcomers" who answered people in their first 28 days; "months" the same for each 28 days of the
    last three, the oldest first, whatever the window."""
    each = Counter(one.giver for one in answers_between(scope.group_id, scope.begins, scope.ends))
    given = sorted(each.values(), reverse=True)
    begins = min(scope.begins, scope.ends - MONTHS * MONTH)
    to_newcomers = help_between(scope.group_id, begins, scope.ends)
    return {
        "population": people(len(given)),
        **counted(scope),
        "answers": people(sum(given)),
        **_shared_out(given),
        "newcomers": leaning([one for one in to_newcomers if one.at >= scope.begins]),
        "months": [_month(to_newcomers, scope, ago) for ago in range(MONTHS, 0, -1)],
    }


def leaning(answers: Sequence[Help]) -> Numbers:
    """How many "answers" and "givers"; "half": the fewest people who gave half of them, and whether
    the group "leans" on few: three or fewer, or one who gave more than a quarter. None of too few.

    Four are told as five. "Under 5" then means three or fewer, which is what "leans" says too:
    the two together never tell an exact number under five.
    """
    each = Counter(one.giver for one in answers)
    told = {"answers": people(len(answers)), "givers": people(len(each))}
    fewest = fewest_for_half(list(each.values()))
    if len(answers) < LEAST_ANSWERS or fewest is None:
        return told | {"half": None, "leans": None}
    is_few = fewest <= FEW
    return told | {
        "half": None if is_few else people(max(fewest, LEAST)),
        "leans": is_few or 4 * max(each.values()) > len(answers),
    }


def _month(answers: Sequence[Help], scope: Scope, ago: int) -> Numbers:
    begins = scope.ends - ago * MONTH
    then = [one for one in answers if begins <= one.at < begins + MONTH]
    return {"first_day": begins.date().isoformat(), **leaning(then)}


def _shared_out(given: Sequence[int]) -> dict[str, Any]:
    """Gini of those who gave an answer, and what the first 1 % and 10 % of them gave; a share of
    fewer than five people is not told."""
    givers, value = people(len(given)), gini(given)
    if givers is None or value is None:
        return {"gini": None, "corrected": None, "top": []}
    return {
        "gini": round(value, 2),
        "corrected": round(min(value * givers / (givers - 1), 1), 2),
        "top": [_top(percent, given, givers) for percent in (1, 10)],
    }


def _top(percent: int, given: Sequence[int], givers: int) -> Numbers:
    first = up_to(percent, givers)
    share = None if first < LEAST else round(100 * sum(given[:first]) / sum(given))
    return {"top": percent, "members": people(first), "share": share}
