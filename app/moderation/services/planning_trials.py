"""How large a trial must be to see what somebody hopes for."""

from __future__ import annotations

import json

from app.core.proportions import needed_per_arm
from app.moderation.queries.switches import newest_run
from app.moderation.services.screening import rule_version
from app.moderation.services.trying_prompt import FEWEST, MOST

# Where nobody tried the rules yet, or they found next to nothing.
USUAL = 0.1
LEAST_USUAL = 0.002


def posts_needed(shares: tuple[float, float]) -> int:
    """Posts in each arm for two different shares from 0 to 1, within what a trial may have: at a
    power of 80 % and a level of 5 %, see `needed_per_arm`."""
    return min(MOST, max(FEWEST, needed_per_arm(*shares)))


def usual_share() -> float:
    """At which share of posts the rules point, by their last dry run. Where several rules point at
    one post it is less: good enough for a plan."""
    run = newest_run(rule_version())
    if run is None or not run.read_count:
        return USUAL
    found: int = sum(json.loads(run.found).values())
    return min(1.0, max(LEAST_USUAL, found / run.read_count))
