"""What may stand in the address of a list of experiences."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import NotFound
from app.health.scales import Effectiveness, SideEffects, StopReason
from app.insights.queries.experiences import Wanted


def _level(word: str | None, levels: type[Effectiveness] | type[SideEffects]) -> int | None:
    if word is None:
        return None
    if not word.isascii() or not word.isdigit() or int(word) not in list(levels):
        raise NotFound
    return int(word)


def wanted_from(words: Mapping[str, str]) -> Wanted:
    """The parts of an address that narrow the list.

    Raises:
        NotFound: a level or a reason that no page links to.
    """
    reason = words.get("stop_reason")
    if reason is not None and reason not in list(StopReason):
        raise NotFound
    return Wanted(
        treatment=words.get("treatment"),
        effectiveness=_level(words.get("effectiveness"), Effectiveness),
        side_effects=_level(words.get("side_effects"), SideEffects),
        stop_reason=reason,
    )
