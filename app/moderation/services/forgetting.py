"""Letting go of words and of whom they are about. Rows that figures are counted from stay: codes,
dates, numbers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, exists, false, func, or_, select, update

from app.core.clock import now
from app.core.database import db, new_public_id
from app.moderation.models import (
    Appeal,
    CareLook,
    CareStep,
    Case,
    ContextNote,
    Decision,
    Detection,
    Evidence,
    Hold,
    Report,
    SecondOpinion,
)
from app.moderation.services.registering import adapters_of
from app.moderation.steps import GONE, LIMITING, RANKS

_NO_SIGN = {
    "by": "", "rule": "", "rule_version": "", "level": "rest", "harm": 0, "is_false_alarm": False,
}  # fmt: skip
_NO_STATEMENT = {"facts": "", "explanation": "", "skipped_because": ""}


def forget_member(member_id: int, *, keeps_things: bool = False) -> None:
    """Before a member is erased: the words that they wrote and the words about theirs. Whom a row
    names is emptied by the inventory afterwards. `keeps_things`: what they posted stays, under no
    name. Needs an open unit of work."""
    theirs = list(db.session.scalars(select(Case.id).where(Case.author_id == member_id)))
    db.session.execute(
        update(Decision).where(Decision.member_id == member_id).values(_NO_STATEMENT)
    )
    forget_reasoning(theirs)
    written = update(Report).where(Report.reporter_id == member_id)
    db.session.execute(written.values(words="", source_url=""))
    asked = update(Appeal).where(Appeal.member_id == member_id)
    db.session.execute(asked.values(words="", explanation=""))
    about_theirs = select(Decision.id).where(Decision.member_id == member_id)
    # Whoever reported may quote them, and so may the answer.
    quoting = update(Appeal).where(Appeal.decision_id.in_(about_theirs))
    db.session.execute(quoting.values(words="", explanation=""))
    _forget_notes(member_id, keeps_things=keeps_things)
    distress = select(Case.id).where(Case.id.in_(theirs), Case.is_sensitive)
    forget_distress(list(db.session.scalars(distress)), keep_what_holds=False)


def _forget_notes(member_id: int, *, keeps_things: bool) -> None:
    """A note quotes what it corrects: it goes with it. What they wrote under others' words goes
    unless readers see it and rely on it."""
    moment = now()
    thing_id = ContextNote.thing_id.expression
    corrects = or_(
        false(),
        *(
            and_(
                ContextNote.kind == kind,
                written_by(member_id, thing_id, standing_too=not keeps_things),
            )
            for kind, written_by in adapters_of().written.items()
        ),
    )
    is_shown = and_(
        ContextNote.status == "helpful",
        ContextNote.shown_from <= moment,
        ContextNote.withdrawn_at.is_(None),
    )
    unread = and_(
        ContextNote.author_id == member_id, or_(~is_shown, ContextNote.shown_from.is_(None))
    )
    which = update(ContextNote).where(or_(corrects, unread))
    over = func.coalesce(ContextNote.withdrawn_at, moment)
    db.session.execute(
        which.values(claim="", correction="", why="", withdrawn_at=over).execution_options(
            synchronize_session=False
        )
    )
    db.session.expire_all()


def forget_reasoning(case_ids: Collection[int]) -> None:
    """What was looked at and said on the way to decisions, of these cases. Needs a unit of work."""
    for table in (Evidence, SecondOpinion):
        db.session.execute(delete(table).where(table.case_id.in_(case_ids)))
    reports = update(Report).where(Report.case_id.in_(case_ids))
    db.session.execute(reports.values(words="", source_url=""))
    found = update(Detection).where(Detection.case_id.in_(case_ids))
    db.session.execute(found.values(matched=""))


def forget_distress(case_ids: Collection[int], *, keep_what_holds: bool = True) -> None:
    """Everything that says that somebody was in distress, of these cases. A decision that still
    limits something keeps its statement and its thing, and so does what is held back: else nobody
    could end either. Every other row is left without person, thing and words. Needs an open unit of
    work."""
    forget_reasoning(case_ids)
    for table in (CareStep, CareLook):
        db.session.execute(delete(table).where(table.case_id.in_(case_ids)))
    over = delete(Hold).where(Hold.case_id.in_(case_ids))
    db.session.execute(over.where(Hold.ended_at.is_not(None)) if keep_what_holds else over)
    found = update(Detection).where(Detection.case_id.in_(case_ids))
    db.session.execute(found.values(_NO_SIGN))
    # Only their moments stay, from which it is counted how long people wait.
    worried = update(Report).where(Report.case_id.in_(case_ids), Report.reason == "worried")
    db.session.execute(worried.values(reason="", harm=0, reporter_id=None))
    calm = {"level": "rest", "rank": RANKS["rest"]}
    db.session.execute(update(Case).where(Case.id.in_(case_ids)).values(calm))
    kept = _kept(case_ids) if keep_what_holds else set()
    _unlink_decisions(case_ids, keep_what_holds=keep_what_holds)
    for case_id in set(case_ids) - kept:
        db.session.execute(
            update(Case).where(Case.id == case_id).values(
                thing_id=f"{GONE}{new_public_id()}", author_id=None, group_id=None,
                claimed_by_id=None, claimed_at=None, state="decided",
                decided_at=func.coalesce(Case.decided_at, now()),
            )
        )  # fmt: skip
    # Rows that the session holds were changed behind its back.
    db.session.expire_all()


def _unlink_decisions(case_ids: Collection[int], *, keep_what_holds: bool) -> None:
    over: ColumnElement[bool] = Decision.case_id.in_(case_ids)
    if keep_what_holds:
        over &= ~_holds()
    which = select(Decision.id).where(over)
    asked = update(Appeal).where(Appeal.decision_id.in_(which))
    db.session.execute(asked.values(words="", explanation=""))
    db.session.execute(asked.where(Appeal.standing == "author").values(member_id=None))
    gone = update(Decision).where(over)
    db.session.execute(gone.values(member_id=None, **_NO_STATEMENT))


def has_to_stay() -> ColumnElement[bool]:
    """A condition on `Case`: a decision still limits something or somebody, or its thing is still
    held back."""
    limits = exists().where(Decision.case_id == Case.id, _holds())
    return or_(limits, exists().where(Hold.case_id == Case.id, Hold.ended_at.is_(None)))


def _kept(case_ids: Collection[int]) -> set[int]:
    return set(db.session.scalars(select(Case.id).where(Case.id.in_(case_ids), has_to_stay())))


def _holds() -> ColumnElement[bool]:
    """A condition on `Decision`: it still limits something or somebody."""
    lasts = or_(Decision.until.is_(None), Decision.until > now())
    return Decision.action.in_(LIMITING) & Decision.ended_at.is_(None) & lasts
