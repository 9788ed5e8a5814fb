"""What a rule or a lexicon found opens a case, or moves it up. It does nothing else: no machine
hides, removes or punishes."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.audit.services.recording import record
from app.core.database import db
from app.moderation.models import Case, Detection
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
    # The log is kept for years, so it does not say in whose words signs of distress were found.
    ways = sorted({one.by for one in fresh} - {"crisis"})
    said = {"case": case.public_id, "by": ways} if ways else {}
    record(by=None, action="thing_found", details=said)
    return case


def _fresh(thing: Thing, findings: tuple[Found, ...]) -> list[Found]:
    of_thing = (Case.kind == thing.kind, Case.thing_id == thing.public_id)
    rows = db.session.execute(
        select(Detection, Case.state, Case.round)
        .join(Case, Case.id == Detection.case_id)
        .where(*of_thing)
    ).all()
    now_open = {
        (row.by, row.rule) for row, state, at in rows if state == "open" and row.round == at
    }
    decided = {_wording(row.by, row.rule, row.matched) for row, _state, _at in rows}
    fresh: dict[tuple[str, str], Found] = {}
    for one in findings:
        key = (one.by, one.rule)
        if key not in now_open and _wording(*key, one.matched) not in decided:
            fresh.setdefault(key, one)
    return list(fresh.values())[:MOST_FINDINGS]


def _wording(by: str, rule: str, matched: str) -> tuple[str, str, str]:
    return by, rule, matched.casefold()
