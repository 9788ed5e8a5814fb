"""How many have gone quiet, and after what. Sums only; whoever was in distress is in none of them
(science.md E16)."""

from __future__ import annotations

from collections import Counter

from app.engagement.queries.population import seen_in
from app.engagement.services.figures.quiet import Reason, is_listed
from app.engagement.services.panels.base import Numbers, Scope, panel
from app.engagement.services.panels.population import counted
from app.engagement.services.silences import gone_quiet as all_gone_quiet
from app.engagement.services.silences import silence_on
from app.engagement.services.suppressing import cells, people

TOLD: tuple[Reason, ...] = ("unanswered", "conflict", "unknown")


@panel("gone_quiet")
def gone_quiet(scope: Scope) -> Numbers:
    """Members whose silence became longer than is usual for them in the window and goes on: "quiet"
    altogether, and after what ("reasons"); of those who were there in the days for which counters are
    kept."""
    silence = silence_on(scope.group_id, scope.day)
    reasons = Counter(
        one.why
        for one in all_gone_quiet(silence)
        if is_listed(one.why) and one.since >= scope.first_day
    )
    there, _wrote = seen_in(scope.group_id, silence.first, scope.day)
    return {
        "population": people(there),
        **counted(scope),
        "quiet": people(reasons.total()),
        "reasons": cells({why: reasons[why] for why in TOLD}),
    }
