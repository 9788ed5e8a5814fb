"""Keeps a person's own words that no concept says yet, for a steward to look at later."""

from __future__ import annotations

from sqlalchemy import select

from app.catalogue.kinds import CONCEPT_KINDS
from app.catalogue.models import Proposal
from app.catalogue.words import normalise
from app.core.database import db
from app.core.errors import Invalid
from app.core.viewer import Viewer

LONGEST = 200
# "What it was taken for" is most often a condition; a steward may decide otherwise.
_KIND_OF = {"purpose": "condition"}


def propose(*, words: str, kind: str, by: Viewer | None = None) -> Proposal:
    """Keep the words as written, or count them once more when somebody wrote them before.

    `kind` is one of `kinds.CONCEPT_KINDS`, or "purpose". `by` is None for an import. Words
    count as the same when they normalise to the same; the first writing is kept.

    Raises:
        Invalid: nothing is left of the words, or the kind is unknown.
    """
    kind = _KIND_OF.get(kind, kind)
    words = " ".join(words.split())[:LONGEST]
    normalised = normalise(words)[:LONGEST]
    if not normalised:
        raise Invalid("words", "Write at least one word.")
    if kind not in CONCEPT_KINDS:
        raise Invalid("kind", "Choose what these words are.")
    known = db.session.scalar(
        select(Proposal).where(Proposal.kind == kind, Proposal.normalised == normalised)
    )
    if known:
        known.times_proposed = Proposal.times_proposed + 1
        db.session.flush()
        return known
    proposal = Proposal(kind=kind, words=words, normalised=normalised)
    proposal.proposed_by_id = by.id if by and by.is_signed_in else None
    db.session.add(proposal)
    db.session.flush()
    return proposal
