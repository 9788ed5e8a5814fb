"""Showing an evaluation to one more group: health keeps the share, membership is known here."""

from __future__ import annotations

from sqlalchemy import select

from app.community import permissions
from app.community.models import Group
from app.community.queries import group_by_id
from app.core.database import db
from app.core.errors import found, require
from app.core.viewer import Viewer
from app.health.queries import own_evaluation
from app.health.services import sharing


def show_to_group(*, by: Viewer, evaluation_id: str, group_public_id: str) -> None:
    """The members of this group see the person's own evaluation.

    Raises:
        NotFound: the evaluation is another person's, or the group is not there for this person.
        Forbidden: the person is outside the group.
        Conflict: a consent is missing.
    """
    evaluation = own_evaluation(by, evaluation_id)
    group_id = found(db.session.scalar(select(Group.id).where(Group.public_id == group_public_id)))
    require(permissions.can_post(found(group_by_id(by.id, group_id))))
    sharing.show_to_groups(by=by, evaluation=evaluation, group_ids=[group_id])
