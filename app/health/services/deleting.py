"""Deleting an evaluation, bringing it back, and removing it for good.

A deleted evaluation is seen and counted nowhere at once. Its owner can bring it back within
`KEPT_FOR`; then the daily sweep removes the row. Withdrawing the consent "keep my health
entries" deletes nothing: its text promises that old entries stay, for their owner only.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import require
from app.core.sweeping import sweeps
from app.core.viewer import Viewer
from app.health.models import Evaluation
from app.health.permissions import can_change
from app.health.services.currency import settle_current_of
from app.health.services.evaluating import need_consent_to_keep

# Time enough to change one's mind; safety P-10 proposes thirty days for what was deleted.
KEPT_FOR = timedelta(days=30)


def delete_evaluation(*, by: Viewer, evaluation: Evaluation) -> None:
    """Hide one's own evaluation everywhere; an older one of the treatment becomes current.

    Raises:
        Forbidden: it is another person's.
    """
    require(can_change(by, evaluation))
    evaluation.deleted_at = now()
    evaluation.is_current = False
    db.session.flush()
    settle_current_of(evaluation)


def restore_evaluation(*, by: Viewer, evaluation: Evaluation) -> None:
    """Bring a deleted evaluation back, shown to the groups that it was shown to.

    Raises:
        Forbidden: it is another person's.
        Conflict: the person does not agree to our keeping health entries.
    """
    require(can_change(by, evaluation))
    need_consent_to_keep(by)
    evaluation.deleted_at = None
    db.session.flush()
    settle_current_of(evaluation)
    db.session.refresh(evaluation)


@sweeps("evaluations")
def sweep_deleted() -> int:
    """Remove for good what was deleted longer than `KEPT_FOR` ago; how many."""
    result = db.session.execute(delete(Evaluation).where(Evaluation.deleted_at < now() - KEPT_FOR))
    return rows_changed(result)
