"""A claim that was decided is published again in other words: its case opens (science.md M22). Whoever
sits there decides anew; the earlier decision is offered, and binds nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from flask import current_app

from app.moderation.lengths import LONGEST_MATCHED
from app.moderation.queries.claims import Holding, claims_that_hold, newest_that_holds
from app.moderation.services.detecting import Found
from app.moderation.services.registering import Thing
from app.moderation.services.screening import rule_version, standing_rules
from app.moderation.services.screening.repeating import DecidedClaims

RULE = "decided_claim"
_preparing = Lock()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was decided when it was prepared, without anybody's words: `claims` keeps stems only."""

    state: tuple[str, ...]
    claims: DecidedClaims
    levels: dict[int, str]
    things: dict[int, tuple[str, str]]


def found_again(thing: Thing, words: str) -> Iterator[Found]:
    """The decided claim that these words of the thing say again, unless it is the very thing that was
    decided about: who has a decision about it lives with that one. One small query, besides those
    after a new decision."""
    known = _known()
    repeat = known.claims.repeated_in(words)
    if repeat is None or known.things[repeat.claim_id] == (thing.kind, thing.public_id):
        return
    level = known.levels[repeat.claim_id]
    yield Found(
        "screening", RULE, rule_version(), level, 3 if level == "harm" else 0,
        repeat.words[:LONGEST_MATCHED],
    )  # fmt: skip


def _known() -> _Known:
    """Prepared once in each process, and again when the decisions that hold are others."""
    state = (*newest_that_holds(), rule_version())
    kept: _Known | None = current_app.extensions.get("decided_claims")
    if kept is None or kept.state != state:
        with _preparing:
            kept = _prepared(state, claims_that_hold())
            current_app.extensions["decided_claims"] = kept
    return kept


def _prepared(state: tuple[str, ...], rows: list[Holding]) -> _Known:
    return _Known(
        state=state,
        claims=DecidedClaims(((row.id, row.claim) for row in rows), standing_rules()),
        levels={row.id: "harm" if row.level == "harm" else "amber" for row in rows},
        things={row.id: (row.kind, row.thing_id) for row in rows},
    )
