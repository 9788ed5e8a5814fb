"""How much a report weighs, by how often moderators agreed with this reporter before.

Source: Discourse, `reviewable_score.rb` and `reviewable.rb`; "only the last 100 count" from
meta.discourse.org/t/123464. The constants are theirs, for comparing, with one difference: no weight
hides anything here. Weights raise a case within the level `rest` and do nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

BASE = 1.0
STAFF_LEVEL = 5
REPORTS_THAT_COUNT = 100
# With five decided reports or fewer there is no bonus and no malus.
TOO_FEW = 5
AGREED_AS_EXPECTED = 0.7
STEEPNESS = 5.0
# 12.5 is Discourse's typical threshold; a third and two thirds of it, cut to two digits, come first.
THRESHOLDS = (4.16, 8.33, 12.5)


def accuracy_bonus(agreed: int, disagreed: int) -> float:
    """Up when moderators agreed with more than 70 % of this person's reports, down below that,
    steeper the more there are: `(p - .7) / .3 * 5 * log4(n)` above, `(p - .7) / .7 * 5 * log4(n)`
    below, two digits. Twenty of twenty give 10.8, seven of twenty -5.4.

    Raises:
        ValueError: a number is negative.
    """
    if agreed < 0 or disagreed < 0:
        raise ValueError("reports are counted from 0")
    total = agreed + disagreed
    if total <= TOO_FEW:
        return 0.0
    above = agreed / total - AGREED_AS_EXPECTED
    room = 1 - AGREED_AS_EXPECTED if above >= 0 else AGREED_AS_EXPECTED
    return round(above / room * STEEPNESS * math.log(total, 4), 2)


def accuracy(outcomes: Sequence[bool]) -> tuple[int, int]:
    """How many of the last 100 decided reports moderators agreed with, and how many not.

    `outcomes` has one entry for each decided report, oldest first: whether they agreed. A person
    is shown their own two numbers and nobody else's.
    """
    last = outcomes[-REPORTS_THAT_COUNT:]
    agreed = sum(last)
    return agreed, len(last) - agreed


def reporter_weight(outcomes: Sequence[bool], *, is_staff: bool = False) -> float:
    """What one report adds to its case, never below 0. People of the staff count as if they had been
    trusted more than anybody can be: this site has no levels of trust."""
    level = STAFF_LEVEL if is_staff else 0
    return max(0.0, round(BASE + level + accuracy_bonus(*accuracy(outcomes)), 2))


def steps_up(weights: Iterable[float]) -> int:
    """How many thresholds the reports of one case pass together, 0 to 3: its place within the
    level `rest`, highest first. The level itself comes from what was reported, not from this."""
    total = round(sum(weights), 2)
    return sum(total >= threshold for threshold in THRESHOLDS)
