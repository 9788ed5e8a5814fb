"""Showing an evaluation to groups, and taking that back.

Whether the person is in the group is not known here: `community` asks that and then calls this.

A share counts only while the consents "keep my health entries" and "show them to groups" hold.
Every query joins the consents, so a withdrawal, or a new wording nobody agreed to yet, hides
cards at once and by itself. A withdrawal also removes the shares (see `listeners`): whoever
agrees again later starts with nothing shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import column, delete, select, table

from app.core.database import db
from app.core.errors import Conflict, require
from app.core.viewer import Viewer
from app.health.models import Evaluation, EvaluationShare
from app.health.permissions import can_change
from app.health.queries.consent import KEEP, SHOW, holds


def show_to_groups(*, by: Viewer, evaluation: Evaluation, group_ids: Iterable[int]) -> None:
    """Show one's own evaluation to these groups, of which the caller knows the person is a
    member. Showing it twice changes nothing.

    Raises:
        Forbidden: it is another person's.
        Conflict: a consent is missing, or the evaluation was deleted.
    """
    require(can_change(by, evaluation))
    if not holds(by.id, KEEP, SHOW):
        raise Conflict(_("You have not agreed to show health entries to groups."))
    if evaluation.deleted_at is not None:
        raise Conflict(_("This entry was deleted."))
    already = set(
        db.session.scalars(
            select(EvaluationShare.group_id).where(EvaluationShare.evaluation_id == evaluation.id)
        )
    )
    for group_id in sorted(set(group_ids) - already):
        db.session.add(EvaluationShare(evaluation_id=evaluation.id, group_id=group_id))
    db.session.flush()


def take_back(*, by: Viewer, evaluation: Evaluation, group_public_id: str) -> None:
    """Stop showing one's own evaluation to a group. Needs no consent and no membership; where
    it was not shown, nothing changes.

    Raises:
        Forbidden: it is another person's.
    """
    require(can_change(by, evaluation))
    groups = table("groups", column("id"), column("public_id"))
    group_id = select(groups.c.id).where(groups.c.public_id == group_public_id).scalar_subquery()
    db.session.execute(
        delete(EvaluationShare).where(
            EvaluationShare.evaluation_id == evaluation.id, EvaluationShare.group_id == group_id
        )
    )


def take_back_everything(*, member_id: int) -> None:
    """No group sees any evaluation of this member any more."""
    of_member = select(Evaluation.id).where(Evaluation.member_id == member_id)
    db.session.execute(delete(EvaluationShare).where(EvaluationShare.evaluation_id.in_(of_member)))


def take_back_from_group(*, member_id: int, group_id: int) -> None:
    """A member left a group: it sees none of their evaluations any more."""
    of_member = select(Evaluation.id).where(Evaluation.member_id == member_id)
    db.session.execute(
        delete(EvaluationShare).where(
            EvaluationShare.group_id == group_id, EvaluationShare.evaluation_id.in_(of_member)
        )
    )
