"""Decisions about the same claim in other words, so that it is decided alike and not written anew
(science.md M22)."""

from __future__ import annotations

from typing import NamedTuple

from app.core.viewer import Viewer
from app.moderation.queries.claims import DecidedClaim, decided_claims
from app.moderation.queries.desk import Wording
from app.moderation.services.looking_up import CaseRow
from app.moderation.services.screening import standing_rules
from app.moderation.services.screening.resembling import Claims


class Alike(NamedTuple):
    """A decided claim, and how near the words of the case come to it: 0 to 1."""

    decided: DecidedClaim
    likeness: float


def decided_before(viewer: Viewer, case: CaseRow, wordings: list[Wording]) -> list[Alike]:
    """The nearest ones, at most three. Signs of distress are no claims."""
    if case.is_sensitive or not wordings:
        return []
    known = {row.id: row for row in decided_claims(viewer, case)}
    claims = Claims(((row.id, row.claim) for row in known.values()), standing_rules())
    return [Alike(known[one.claim_id], one.likeness) for one in claims.near(wordings[-1].words)]
