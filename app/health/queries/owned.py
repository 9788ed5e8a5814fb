"""A member's own rows, for the services that change them."""

from __future__ import annotations

from sqlalchemy import select

from app.core.database import db
from app.core.errors import found
from app.core.viewer import Viewer
from app.health.models import Evaluation, EvaluationStopReason
from app.health.queries.mine import own


def own_evaluation(viewer: Viewer, public_id: str, *, deleted: bool = False) -> Evaluation:
    """The viewer's own evaluation; with `deleted`, one that they deleted and may bring back.

    Raises:
        NotFound: it is not there, or another person's.
    """
    if not deleted:
        return found(db.session.scalar(select(Evaluation).where(own(viewer, public_id))))
    return found(
        db.session.scalar(
            select(Evaluation).where(
                Evaluation.member_id == (viewer.id or None),
                Evaluation.public_id == public_id,
                Evaluation.deleted_at.is_not(None),
            )
        )
    )


def own_stop_reasons(evaluation: Evaluation) -> list[str]:
    """The codes of the reasons to stop, as given."""
    return list(
        db.session.scalars(
            select(EvaluationStopReason.reason)
            .where(EvaluationStopReason.evaluation_id == evaluation.id)
            .order_by(EvaluationStopReason.id)
        )
    )


def of_draft(viewer: Viewer, *, source: str, draft_id: str) -> int | None:
    """The viewer's evaluation that was recorded from one filling-in of a form, if any."""
    return db.session.scalar(
        select(Evaluation.id).where(
            Evaluation.member_id == (viewer.id or None),
            Evaluation.source == source,
            Evaluation.source_row == draft_id,
        )
    )
