"""What `flask doctor` asks about evaluations."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import case, func, select

from app.core.checkups import checkup
from app.core.database import db
from app.health.models import Evaluation


@checkup("One evaluation per person and treatment counts: the newest")
def newest_is_current() -> Iterator[str]:
    """Figures count people by this mark."""
    rank = func.row_number().over(
        partition_by=(
            Evaluation.member_id,
            Evaluation.treatment_id,
            case((Evaluation.treatment_id.is_(None), Evaluation.treatment_proposal_id)),
        ),
        order_by=(Evaluation.entered_at.desc(), Evaluation.id.desc()),
    )
    ranked = (
        select(Evaluation.is_current, rank.label("rank")).where(Evaluation.deleted_at.is_(None))
    ).subquery()
    wrong = db.session.scalar(
        select(func.count()).select_from(ranked).where((ranked.c.rank == 1) != ranked.c.is_current)
    )
    if wrong:
        yield f"{wrong} evaluations are marked as current, or not marked, against their dates."
