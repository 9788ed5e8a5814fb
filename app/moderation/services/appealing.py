"""Asking for another look at a decision, and giving it: always by somebody else."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.errors import Conflict, Invalid, found, require
from app.core.events import emit
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.events import AppealDecided, AppealMade
from app.moderation.lengths import LONGEST_WORDS, SHORTEST_EXPLANATION
from app.moderation.models import Appeal, Case, Decision
from app.moderation.queries.decisions import decision_of
from app.moderation.queries.reports import reported
from app.moderation.services.deciding import reverse
from app.moderation.services.looking_up import case_by_id
from app.moderation.services.opening import open_case
from app.moderation.services.registering import adapters_of
from app.moderation.services.transparency.quarters import minutes, quarter_of
from app.moderation.steps import NOTHING


def appeal(*, by: Viewer, decision_id: str, words: str) -> Appeal:
    """Say why the decision is wrong: its author, or who reported. Once each. Needs a unit of work.

    Raises:
        NotFound: it does not concern this member.
        Forbidden: it does not hold any more, or the six months are over.
        Conflict: they appealed before.
        Invalid: no words, or very many.
    """
    decision = found(decision_of(by, decision_id))
    has_reported = reported(by.id, decision.case_id, decision.round)
    require(permissions.can_appeal(by, decision, now(), reported=has_reported))
    if not words.strip():
        raise Invalid("words", _("Write what we should look at again."))
    if len(words.strip()) > LONGEST_WORDS:
        raise Invalid("words", _("Make it shorter: at most 2,000 letters."))
    standing = "author" if decision.member_id == by.id else "reporter"
    row = _written(by, decision, standing, words.strip())
    # Who reported is nobody else's business, so only authors are named.
    record(by=by if standing == "author" else None, action="appeal_made", details={
        "decision": decision.public_id, "appeal": row.public_id, "standing": standing,
    })  # fmt: skip
    emit(AppealMade(appeal_id=row.id, decision_id=decision.id))
    return row


def _written(by: Viewer, decision: Decision, standing: str, words: str) -> Appeal:
    """Of two pages of one person that send at once, one is kept and the other is told."""
    is_new = insert_once(
        Appeal, public_id=new_public_id(), decision_id=decision.id, member_id=by.id,
        standing=standing, words=words, explanation="", made_at=now(),
    )  # fmt: skip
    if not is_new:
        raise Conflict
    mine = select(Appeal).where(Appeal.decision_id == decision.id, Appeal.member_id == by.id)
    return db.session.scalars(mine).one()


def decide_appeal(*, by: Viewer, appeal_id: str, outcome: str, explanation: str) -> Appeal:
    """Uphold the decision or overturn it, which undoes what it did; where it had done nothing, the
    case waits again, for somebody else than who decided it. Needs a unit of work.

    Raises:
        NotFound: there is no such appeal for this person.
        Forbidden: they took the decision themselves, or have a part in it.
        Conflict: it was answered meanwhile.
        Invalid: no outcome, or no explanation.
    """
    which = select(Appeal).where(Appeal.public_id == appeal_id).with_for_update()
    row = found(db.session.scalars(which).first())
    decision = db.session.get_one(Decision, row.decision_id)
    found(case_by_id(by, decision.case_id))
    has_reported = reported(by.id, decision.case_id, decision.round)
    require(
        permissions.can_decide_appeal(
            by, decision, appealed_by_id=row.member_id, has_reported=has_reported
        )
    )
    if row.decided_at is not None:
        raise Conflict
    if outcome not in ("upheld", "overturned"):
        raise Invalid("outcome", _("Choose one of the two."))
    if not SHORTEST_EXPLANATION <= len(explanation.strip()) <= LONGEST_WORDS:
        raise Invalid("explanation", _("Write a sentence or two. Whoever asked reads it."))
    row.outcome, row.explanation = outcome, explanation.strip()
    row.decided_by_id, row.decided_at = by.id, now()
    db.session.flush()
    if outcome == "overturned" and decision.ended_at is None:
        reverse(by=by, decision=decision)
        _wait_again(decision)
    record(by=by, action="appeal_decided", details={
        "decision": decision.public_id, "appeal": row.public_id, "outcome": outcome,
        "standing": row.standing, "quarter": quarter_of(row.decided_at),
        "minutes": minutes(row.made_at, row.decided_at),
    })  # fmt: skip
    emit(AppealDecided(
        appeal_id=row.id, decision_public_id=decision.public_id, member_id=row.member_id,
        outcome=outcome,
    ))  # fmt: skip
    return row


def _wait_again(decision: Decision) -> None:
    """To leave something as it is cannot be undone by putting anything back: somebody has to look
    again. Not where a new report opened the next round, nor where nothing is there any more."""
    case = db.session.get_one(Case, decision.case_id, with_for_update=True, populate_existing=True)
    if decision.action != NOTHING or case.round != decision.round:
        return
    adapter = adapters_of().of(case.kind)
    thing = adapter.find(case.thing_id) if adapter else None
    if thing is not None and thing.words.strip():
        open_case(thing, case.level)
