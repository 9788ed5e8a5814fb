"""What programs found in a thing."""

from __future__ import annotations

from sqlalchemy import and_, select

from app.core.database import db
from app.moderation.models import Case, Decision, Detection, Evidence
from app.moderation.steps import SENSITIVE


def sounded_like_distress(kind: str, thing_id: str) -> bool:
    """Whether its author is shown where to turn, after they wrote it."""
    which = (
        select(Detection.id)
        .join(Case, Case.id == Detection.case_id)
        .where(Case.kind == kind, Case.thing_id == thing_id, Case.state == "open")
        .where(Detection.by == "crisis", Detection.level.in_(SENSITIVE))
        .where(Detection.round == Case.round)
    )
    return db.session.scalar(which.limit(1)) is not None


def decided_wordings(case_id: int) -> set[tuple[str, str, str]]:
    """By what (`by`), which rule and which words, in lower case, signs were found in rounds that a
    person decided about, where the thing still said it then. What its author had taken out before
    the decision nobody let stand: it counts as new when it comes back."""
    of_round = and_(Decision.case_id == Detection.case_id, Decision.round == Detection.round)
    found = select(
        Detection.by, Detection.rule, Detection.matched, Detection.found_at, Decision.taken_at
    ).join(Decision, of_round)
    rows = db.session.execute(found.where(Detection.case_id == case_id)).all()
    kept = select(Evidence.taken_at, Evidence.words).where(Evidence.case_id == case_id)
    said = db.session.execute(kept.order_by(Evidence.id)).all() if rows else []
    decided = set()
    for by, rule, matched, found_at, decided_at in rows:
        later = [words for at, words in said if found_at < at <= decided_at]
        if not later or all(one in later[-1].casefold() for one in _parts(matched)):
            decided.add((by, rule, matched.casefold()))
    return decided


def _parts(matched: str) -> list[str]:
    return matched.casefold().split(" … ")
