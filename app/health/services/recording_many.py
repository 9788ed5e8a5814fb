"""Recording a data set's evaluations in bulk: the same rows that `evaluating.record` and
`sharing.show_to_groups` make, for members who each bring exactly one.

The caller has checked the scales and enrolled the members with their consents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.core.database import db, new_public_id
from app.health.models import Evaluation, EvaluationPurpose, EvaluationShare

# Own words, concept id or None, proposal id or None.
Purpose = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One evaluation."""

    member_id: int
    source_row: str
    treatment_words: str
    treatment_id: int | None
    treatment_proposal_id: int | None
    effectiveness: int
    side_effects: int
    overall: int
    purposes: tuple[Purpose, ...]
    shown_to: tuple[int, ...]


def recorded_rows(source: str) -> set[str]:
    """The rows of a data set that are recorded already."""
    rows = select(Evaluation.source_row).where(
        Evaluation.source == source, Evaluation.source_row.is_not(None)
    )
    return set(db.session.scalars(rows))


def record_many(lines: Sequence[Line], *, source: str, at: datetime) -> list[int]:
    """The ids of the evaluations, in the order of the lines. Each becomes its member's current
    one, so a member may stand in one line only."""
    ids = list(
        db.session.scalars(
            insert(Evaluation).returning(Evaluation.id, sort_by_parameter_order=True),
            [_evaluation(line, source, at) for line in lines],
        )
    )
    pairs = list(zip(ids, lines, strict=True))
    connection = db.session.connection()
    connection.execute(
        insert(EvaluationPurpose.__table__),  # type: ignore[arg-type]
        [
            {
                "evaluation_id": number,
                "words": words,
                "concept_id": concept,
                "proposal_id": proposal,
            }
            for number, line in pairs
            for words, concept, proposal in line.purposes
        ],
    )
    connection.execute(
        insert(EvaluationShare.__table__),  # type: ignore[arg-type]
        [
            {"evaluation_id": number, "group_id": group_id, "shared_at": at}
            for number, line in pairs
            for group_id in line.shown_to
        ],
    )
    return ids


def _evaluation(line: Line, source: str, at: datetime) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "member_id": line.member_id,
        "treatment_words": line.treatment_words,
        "treatment_id": line.treatment_id,
        "treatment_proposal_id": line.treatment_proposal_id,
        "effectiveness": line.effectiveness,
        "side_effects": line.side_effects,
        "overall": line.overall,
        "dose": "",
        "advice": "",
        "is_current": True,
        "source": source,
        "source_row": line.source_row,
        "entered_at": at,
        "created_at": at,
    }
