"""What a rule or a lexicon found opens a case, or moves it up. It does nothing else: no machine
removes or punishes. What waits until a person has read it: see `holding`."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.audit.services.recording import record
from app.core.database import db
from app.moderation.models import Case, Detection
from app.moderation.queries.detections import decided_wordings
from app.moderation.services.opening import open_case
from app.moderation.services.registering import Thing
from app.moderation.services.reporting import count_again
from app.moderation.steps import worst


class Found(NamedTuple):
    """One finding: which rule in which version, how far up it belongs, and the words it went by."""

    by: str
    rule: str
    rule_version: str
    level: str
    harm: int
    matched: str


MOST_FINDINGS = 20


def detect(thing: Thing, findings: tuple[Found, ...]) -> Case | None:
    """Open the thing's case for what is new in these findings; None when nothing is. Each rule counts
    once in a round, and a decided case opens again only for other words than those it was decided
    with: who edits a post a hundred times changes nothing. Needs a unit of work."""
    fresh = _fresh(thing, findings)
    if not fresh:
        return None
    case = open_case(thing, worst(*(one.level for one in fresh)))
    # Also a slight sign of distress is for the safeguarding role only (science.md C12).
    case.is_sensitive = case.is_sensitive or any(one.by == "crisis" for one in fresh)
    for one in fresh:
        db.session.add(Detection(case_id=case.id, round=case.round, **one._asdict()))
    case.detection_count += len(fresh)
    db.session.flush()
    count_again(case)
    # Neither where nor by what, of nothing: the log is kept for years, and does not say in whose
    # words signs of distress were found.
    record(by=None, action="thing_found")
    return case


def _fresh(thing: Thing, findings: tuple[Found, ...]) -> list[Found]:
    which = select(Case).where(Case.kind == thing.kind, Case.thing_id == thing.public_id)
    case = db.session.scalars(which).one_or_none()
    now_open = _found_in_this_round(case) if case else set()
    decided = decided_wordings(case.id) if case else set()
    fresh: dict[tuple[str, str], Found] = {}
    for one in findings:
        key = (one.by, one.rule)
        if key not in now_open and (*key, one.matched.casefold()) not in decided:
            fresh.setdefault(key, one)
    return list(fresh.values())[:MOST_FINDINGS]


def _found_in_this_round(case: Case) -> set[tuple[str, str]]:
    if case.state != "open":
        return set()
    which = select(Detection.by, Detection.rule).where(
        Detection.case_id == case.id, Detection.round == case.round
    )
    return set(db.session.execute(which).tuples())
