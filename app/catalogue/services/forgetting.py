"""What becomes of somebody's own words when they are erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, delete

from app.catalogue.models import Proposal
from app.core.database import db


def forget_proposals(*, member_id: int, in_use: Select[Any]) -> None:
    """Delete the words that this member was the first to write and that nobody else uses.

    `in_use` selects ids of proposals that entries of others point to. Accepted words stay: they
    joined the public vocabulary, and whoever decided on them looked that they name nobody.
    """
    db.session.execute(
        delete(Proposal).where(
            Proposal.proposed_by_id == member_id,
            Proposal.status != "accepted",
            Proposal.id.not_in(in_use),
        )
    )
