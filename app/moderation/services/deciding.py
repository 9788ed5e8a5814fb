"""Deciding a case: one function for every step. The statement of reasons is the row itself; who it
is about hears of it in the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.events import DecisionReversed, DecisionTaken, ReportAnswered
from app.moderation.lengths import LONGEST_REASON, LONGEST_WORDS, SHORTEST_EXPLANATION
from app.moderation.models import Case, Decision, Report
from app.moderation.queries import figures
from app.moderation.queries.cases import steps_taken
from app.moderation.services.carrying_out import carry_out, undo
from app.moderation.services.holding import end_with
from app.moderation.services.looking_up import CaseRow, case_of
from app.moderation.services.opening import freeze
from app.moderation.services.transparency.quarters import minutes, quarter_of
from app.moderation.steps import GROUNDS, NOTHING, STEPS, passes_over, told_as


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """What the author reads: which rule, what happened, why this step, and until when."""

    ground: str
    facts: str
    explanation: str
    skipped_because: str = ""
    until: datetime | None = None


def decide(
    *,
    by: Viewer,
    case_id: str,
    version: int,
    action: str,
    reasons: Reasons,
    shown: str | None = None,
) -> Decision:
    """Decide an open case that one has in hand. `version` is the one the page showed, `shown` what
    it showed of the thing (`CaseRow.shown`; None where no page was shown): whoever decides what
    changed meanwhile is told instead. Needs an open unit of work.

    Raises:
        NotFound: there is no such case for this person.
        Conflict: it, or what it is about, changed or was decided meanwhile.
        Forbidden: this person cannot take this step now.
        Invalid: a reason is missing, or an end.
    """
    key = found(case_of(by, case_id)).id
    case = db.session.get_one(Case, key, with_for_update=True, populate_existing=True)
    if case.version != version or case.state != "open":
        raise Conflict
    # Looked at when the turn has come: what others did while one waited for it counts.
    seen = found(case_of(by, case_id))
    if shown not in (None, seen.shown):
        raise Conflict
    require(action in permissions.available_actions(by, seen))
    _check(seen, action, reasons)
    _keep_words(case, seen)
    decision = _write(by, case, action, reasons)
    # First, because whoever writes the log has it alone until the end: what two moderators decide
    # at the same moment then takes effect one after the other, in whatever rows.
    _note(by, case, decision)
    end_with(case, action, by_id=by.id)
    carry_out(by=by, case=case, decision=decision)
    _close(case)
    _answer_reports(case, action)
    _tell(decision)
    return decision


def reverse(*, by: Viewer, decision: Decision) -> None:
    """Take back what a decision did: on appeal, or because moderators saw that it was wrong.
    Whoever calls has asked the rules. Needs an open unit of work.

    Raises:
        Conflict: it was reversed before.
    """
    row = db.session.get_one(Decision, decision.id, with_for_update=True, populate_existing=True)
    if row.ended_at is not None:
        raise Conflict
    case = db.session.get_one(Case, row.case_id, with_for_update=True, populate_existing=True)
    # First, as in `decide`.
    record(
        by=by,
        action="decision_reversed",
        subject=_subject(row.member_id),
        details={"decision": row.public_id},
    )
    undo(by=by, case=case, decision=row)
    row.ended_at, row.ended_by_id = now(), by.id
    db.session.flush()
    emit(
        DecisionReversed(
            decision_id=row.id,
            decision_public_id=row.public_id,
            member_id=row.member_id,
            action=row.action,
        )
    )


def _keep_words(case: Case, seen: CaseRow) -> None:
    """What is decided about is kept, also where the author changed it since it was reported: who
    looks at it again sees the same."""
    if seen.thing is not None and seen.thing.words.strip():
        freeze(case, seen.thing)


def _check(case: CaseRow, action: str, reasons: Reasons) -> None:
    if reasons.ground not in GROUNDS or (reasons.ground == "none") != (action == NOTHING):
        raise Invalid("ground", _("Choose the rule that this rests on."))
    for field, words in (("facts", reasons.facts), ("explanation", reasons.explanation)):
        if len(words.strip()) < SHORTEST_EXPLANATION:
            raise Invalid(field, _("Write a sentence or two. The author reads it."))
        if len(words.strip()) > LONGEST_WORDS:
            raise Invalid(field, _("Make it shorter: at most 2,000 letters."))
    if len(reasons.skipped_because.strip()) > LONGEST_REASON:
        raise Invalid("skipped_because", _("Make it shorter: at most 1,000 letters."))
    gentler = passes_over(action, steps_taken(case.author_id, case.id))
    if gentler and not reasons.skipped_because.strip():
        raise Invalid("skipped_because", _("Write why a gentler step is not enough."))
    if STEPS[action].needs_end and (reasons.until is None or reasons.until <= now()):
        raise Invalid("until", _("Choose a day in the future on which it ends."))


def _write(by: Viewer, case: Case, action: str, reasons: Reasons) -> Decision:
    row = Decision(
        case_id=case.id,
        round=case.round,
        member_id=case.author_id,
        by_id=by.id,
        action=action,
        ground=reasons.ground,
        facts=reasons.facts.strip(),
        explanation=reasons.explanation.strip(),
        skipped_because=reasons.skipped_because.strip(),
        until=reasons.until if STEPS[action].needs_end else None,
        notice="report" if case.report_count or _a_reporter_asked(case) else "own",
        is_detected_automatically=case.detection_count > 0,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _a_reporter_asked(case: Case) -> bool:
    """Who reported it was not content that it was left as it is, and was right."""
    asked = figures.asked_again(case.id, case.round)
    return asked is not None and asked.standing == "reporter"


def _close(case: Case) -> None:
    case.state, case.decided_at = "decided", now()
    case.version += 1
    db.session.flush()


def _answer_reports(case: Case, action: str) -> None:
    """Moderators agree with who reported when they did something about it."""
    which = select(Report).where(
        Report.case_id == case.id, Report.round == case.round, Report.taken_back_at.is_(None)
    )
    outcome = "disagreed" if action == NOTHING else "agreed"
    for row in db.session.scalars(which):
        # Worry about a person is never held against whoever worried.
        row.outcome = "ignored" if row.reason == "worried" else outcome
        db.session.flush()
        if row.reporter_id is not None:
            emit(
                ReportAnswered(
                    report_public_id=row.public_id,
                    reporter_id=row.reporter_id,
                    outcome=row.outcome,
                )
            )


def _note(by: Viewer, case: Case, decision: Decision) -> None:
    record(
        by=by,
        action="case_decided",
        subject=_subject(decision.member_id),
        details={
            "case": case.public_id,
            "decision": decision.public_id,
            "action": decision.action,
            "ground": told_as(decision.ground),
            "notice": decision.notice,
            "detected": decision.is_detected_automatically,
            "minutes": minutes(figures.began(case.id, case.round), decision.taken_at),
            "quarter": quarter_of(decision.taken_at),
            "reports": figures.reports_in(case.id, case.round),
        },
    )


def _tell(decision: Decision) -> None:
    emit(
        DecisionTaken(
            decision_id=decision.id,
            decision_public_id=decision.public_id,
            case_id=decision.case_id,
            member_id=decision.member_id,
            action=decision.action,
            until=decision.until,
        )
    )


def _subject(member_id: int | None) -> str:
    return members.viewer_of(member_id).public_id if member_id is not None else ""
