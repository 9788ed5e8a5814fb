"""Everything that belongs to one case, for the person at the desk who opened it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Detection, Evidence, Report, SecondOpinion
from app.moderation.queries.cases import CaseLine, overturned_in, seen_at_the_desk
from app.moderation.steps import DESK, SAFEGUARDING

# Decisions of other cases about the same person that are shown.
MOST_EARLIER = 20


class Wording(NamedTuple):
    """What the thing said at one time."""

    words: str
    content_note: str
    place: str
    written_at: datetime
    taken_at: datetime


class ReportRow(NamedTuple):
    """A report. `number` stands for the reporter within the case; `name` only where this person
    needs it, because the reporter worries about somebody."""

    number: int
    name: str | None
    round: int
    reason: str
    flaw: str
    harm: int
    source_url: str
    words: str
    weight: float
    made_at: datetime
    taken_back_at: datetime | None
    outcome: str | None


class Finding(NamedTuple):
    """What a rule or a lexicon found, by its number within the case."""

    number: int
    round: int
    rule: str
    rule_version: str
    level: str
    harm: int
    matched: str
    found_at: datetime
    is_false_alarm: bool


class DecisionRow(NamedTuple):
    """A decision in the history of a case or of a person."""

    public_id: str
    case_public_id: str
    kind: str
    round: int
    by: str | None
    taken_at: datetime
    action: str
    ground: str
    facts: str
    explanation: str
    skipped_because: str
    until: datetime | None
    ended_at: datetime | None


class Opinion(NamedTuple):
    """A question to somebody else at the desk, and the answer."""

    public_id: str
    asked_by_id: int | None
    asked_by: str | None
    question: str
    asked_at: datetime
    answered_by: str | None
    answer: str
    answered_at: datetime | None


def wordings_of(case: CaseLine) -> list[Wording]:
    """What was frozen, the oldest first."""
    rows = db.session.execute(
        select(
            Evidence.words, Evidence.content_note, Evidence.place, Evidence.written_at,
            Evidence.taken_at,
        )
        .where(Evidence.case_id == case.id)
        .order_by(Evidence.id)
    )  # fmt: skip
    return [Wording(*row) for row in rows]


def reports_of(viewer: Viewer, case: CaseLine) -> list[ReportRow]:
    """Every report, also of earlier rounds and taken back, the oldest first."""
    rows = db.session.execute(
        select(
            Report.reporter_id, Member.display_name, Report.round, Report.reason, Report.flaw,
            Report.harm, Report.source_url, Report.words, Report.weight, Report.made_at,
            Report.taken_back_at, Report.outcome,
        )
        .outerjoin(Member, Member.id == Report.reporter_id)
        .where(Report.case_id == case.id)
        .order_by(Report.id)
    )  # fmt: skip
    numbers: dict[object, int] = {}
    found = []
    for row in rows:
        # Who is erased cannot be told from others who are: each is a reporter of their own.
        number = numbers.setdefault(row[0] or object(), len(numbers) + 1)
        is_named = row.reason == "worried" and viewer.has_role(SAFEGUARDING)
        found.append(ReportRow(number, row[1] if is_named else None, *row[2:]))
    return found


def findings_of(case: CaseLine) -> list[Finding]:
    """Everything that was found, the oldest first."""
    rows = db.session.execute(
        select(
            Detection.round, Detection.rule, Detection.rule_version, Detection.level,
            Detection.harm, Detection.matched, Detection.found_at, Detection.is_false_alarm,
        )
        .where(Detection.case_id == case.id)
        .order_by(Detection.id)
    )  # fmt: skip
    return [Finding(number, *row) for number, row in enumerate(rows, start=1)]


def decisions_of(case: CaseLine) -> list[DecisionRow]:
    """Of all rounds, the newest first."""
    return _decisions(Decision.case_id == case.id)


def earlier_about(viewer: Viewer, case: CaseLine) -> list[DecisionRow]:
    """About other things of the same person, as far as this viewer may know, the newest first."""
    if case.author_id is None:
        return []
    theirs = (Decision.member_id == case.author_id) & (Decision.case_id != case.id)
    return _decisions(theirs & seen_at_the_desk(viewer))


def opinions_of(case: CaseLine) -> list[Opinion]:
    """The oldest first."""
    asker, other = aliased(Member), aliased(Member)
    rows = db.session.execute(
        select(
            SecondOpinion.public_id, SecondOpinion.asked_by_id, asker.display_name,
            SecondOpinion.question, SecondOpinion.asked_at, other.display_name,
            SecondOpinion.answer, SecondOpinion.answered_at,
        )
        .outerjoin(asker, asker.id == SecondOpinion.asked_by_id)
        .outerjoin(other, other.id == SecondOpinion.answered_by_id)
        .where(SecondOpinion.case_id == case.id)
        .order_by(SecondOpinion.id)
    )  # fmt: skip
    return [Opinion(*row) for row in rows]


def colleagues(viewer: Viewer, case: CaseLine) -> list[tuple[str, str]]:
    """Public id and name of the others to whom this case can be handed over."""
    roles = (SAFEGUARDING,) if case.is_sensitive else DESK
    has_role = select(RoleGrant.member_id).where(
        RoleGrant.role.in_(roles), RoleGrant.ended_at.is_(None)
    )
    reported = select(func.coalesce(Report.reporter_id, 0)).where(Report.case_id == case.id)
    rows = db.session.execute(
        select(Member.public_id, Member.display_name)
        .where(Member.id.in_(has_role), Member.id.not_in((viewer.id, case.author_id or 0)))
        .where(Member.id.not_in(reported))
        .where(Member.id.not_in(overturned_in(case.id, case.round - 1)))
        .order_by(Member.display_name, Member.id)
    )
    return [(row[0], row[1]) for row in rows]


def name_of(member_id: int | None) -> str | None:
    """Whose words it is about."""
    return db.session.scalar(select(Member.display_name).where(Member.id == member_id))


def _decisions(which: ColumnElement[bool]) -> list[DecisionRow]:
    rows = db.session.execute(
        select(
            Decision.public_id, Case.public_id, Case.kind, Decision.round, Member.display_name,
            Decision.taken_at, Decision.action, Decision.ground, Decision.facts,
            Decision.explanation, Decision.skipped_because, Decision.until, Decision.ended_at,
        )
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(Member, Member.id == Decision.by_id)
        .where(which)
        .order_by(Decision.id.desc())
        .limit(MOST_EARLIER)
    )  # fmt: skip
    return [DecisionRow(*row) for row in rows]
