"""Trials of asking authors first: which one runs, what its arms published."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.core.database import db
from app.moderation.models import PromptCount, PromptTrial


class Arm(NamedTuple):
    """One arm: what was published in it, and at how much of that a rule points."""

    published: int
    pointed: int


def newest_trial() -> PromptTrial | None:
    """The one that runs, or the last one; None before the first."""
    return db.session.scalars(select(PromptTrial).order_by(PromptTrial.id.desc()).limit(1)).first()


def running_trial() -> PromptTrial | None:
    """The one that runs now, if one does."""
    newest = newest_trial()
    return newest if newest is not None and newest.ended_at is None else None


def arms_of(trial_id: int) -> dict[str, Arm]:
    """Both arms of a trial, by name."""
    which = select(PromptCount.arm, PromptCount.published, PromptCount.pointed)
    rows = db.session.execute(which.where(PromptCount.trial_id == trial_id))
    return {row.arm: Arm(row.published, row.pointed) for row in rows}
