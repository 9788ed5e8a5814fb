"""Taking a case in hand, handing it over, asking somebody else first."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict, Invalid, found, require
from app.core.trace import running
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.models import CareLook, Case, SecondOpinion
from app.moderation.queries.cases import is_free_at
from app.moderation.services.looking_up import CaseRow, case_of


def see(*, by: Viewer, case: CaseRow, subject: str) -> None:
    """Note that somebody looks at it. The log says it of every case once in a round, whose words
    they are as `subject` and from whichever page in the same way. Looks at signs of distress are
    kept each time, with the case: see `care_in_the_log`. Needs an open unit of work."""
    first = update(Case).where(Case.id == case.id, Case.first_seen_at.is_(None))
    if rows_changed(db.session.execute(first.values(first_seen_at=now()))) > 0:
        with running("moderation.case"):
            record(by=by, action="case_seen", subject=subject, details={"case": case.public_id})
    if case.is_sensitive:
        db.session.add(CareLook(case_id=case.id, by_id=by.id))
        db.session.flush()


def claim(*, by: Viewer, case_id: str) -> None:
    """Take it in hand; one of two who press at once gets it.

    Raises:
        NotFound: there is no such case for this person.
        Forbidden: it is about their own words or report, or back because they left it as it is.
        Conflict: somebody else has it, or it was decided.
    """
    case = found(case_of(by, case_id))
    require(permissions.is_impartial(by, case))
    moment = now()
    taken = db.session.execute(
        update(Case)
        .where(
            Case.id == case.id,
            Case.state == "open",
            is_free_at(moment) | (Case.claimed_by_id == by.id),
        )
        .values(claimed_by_id=by.id, claimed_at=moment, version=Case.version + 1)
    )
    if rows_changed(taken) == 0:
        raise Conflict
    record(by=by, action="case_claimed", details={"case": case.public_id})


def give_back(*, by: Viewer, case_id: str) -> None:
    """Back to the queue.

    Raises:
        NotFound: there is no such case for this person.
        Conflict: they do not have it in hand.
    """
    _pass_on(by, case_id, None)
    record(by=by, action="case_given_back", details={"case": case_id})


def hand_over(*, by: Viewer, case_id: str, to: str) -> None:
    """To somebody else at the desk, by their public id.

    Raises:
        NotFound: there is no such case for this person.
        Invalid: that person cannot have it.
        Conflict: they do not have it in hand.
    """
    other = members.by_public_id(to)
    viewer = members.viewer_of(other.id) if other else None
    case = viewer and viewer.id != by.id and case_of(viewer, case_id)
    if not viewer or not case or not permissions.is_impartial(viewer, case):
        raise Invalid("to", _("This person cannot have this case. Choose another one."))
    _pass_on(by, case_id, viewer.id)
    record(by=by, action="case_handed_over", details={"case": case_id, "to": viewer.public_id})


def ask(*, by: Viewer, case_id: str, question: str) -> SecondOpinion:
    """Ask somebody at the desk what they think, before deciding.

    Raises:
        NotFound: there is no such case for this person.
        Forbidden: it is not in their hands.
        Invalid: no question, or a very long one.
    """
    case = found(case_of(by, case_id))
    require(permissions.can_decide(by, case))
    row = SecondOpinion(case_id=case.id, asked_by_id=by.id, question=_said("question", question))
    db.session.add(row)
    db.session.flush()
    record(by=by, action="opinion_asked", details={"case": case.public_id})
    return row


def answer(*, by: Viewer, case_id: str, opinion_id: str, words: str) -> None:
    """Somebody else says what they think.

    Raises:
        NotFound: there is no such question for this person.
        Forbidden: they asked it themselves, or are not impartial.
        Conflict: it was answered meanwhile.
        Invalid: no answer, or a very long one.
    """
    case = found(case_of(by, case_id))
    row = found(
        db.session.scalars(
            select(SecondOpinion)
            .where(SecondOpinion.case_id == case.id, SecondOpinion.public_id == opinion_id)
            .with_for_update()
        ).first()
    )
    require(row.asked_by_id != by.id and permissions.is_impartial(by, case))
    if row.answered_at is not None:
        raise Conflict
    row.answer, row.answered_by_id, row.answered_at = _said("answer", words), by.id, now()
    db.session.flush()
    record(by=by, action="opinion_answered", details={"case": case.public_id})


def _said(field: str, words: str) -> str:
    if not words.strip():
        raise Invalid(field, _("Write something here."))
    if len(words.strip()) > LONGEST_WORDS:
        raise Invalid(field, _("Make it shorter: at most 2,000 letters."))
    return words.strip()


def _pass_on(by: Viewer, case_id: str, to_id: int | None) -> None:
    case = found(case_of(by, case_id))
    passed = db.session.execute(
        update(Case)
        .where(Case.id == case.id, Case.state == "open", Case.claimed_by_id == by.id)
        .values(claimed_by_id=to_id, claimed_at=now() if to_id else None, version=Case.version + 1)
    )
    if rows_changed(passed) == 0:
        raise Conflict
