"""Recording and correcting an evaluation. Who sees it is decided in `sharing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from app.accounts.queries.carers import Grant
from app.audit.services.recording import record as record_act
from app.catalogue.kinds import PURPOSE_KINDS, SIDE_EFFECT_KINDS, TREATMENT_KINDS
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, require
from app.core.viewer import Viewer
from app.health.answers import (
    Answers,
    Named,
    check_answers,
    check_reasons,
    check_words,
)
from app.health.models import (
    Evaluation,
    EvaluationPurpose,
    EvaluationSideEffect,
    EvaluationStopReason,
)
from app.health.permissions import can_change, can_write
from app.health.queries.consent import KEEP, holds
from app.health.queries.matched import are_proposed, kinds_of
from app.health.services.currency import not_before_the_newest, settle_current_of


def record(
    *,
    by: Viewer,
    treatment: Named,
    purposes: Sequence[Named],
    answers: Answers,
    side_effects_named: Sequence[Named] = (),
    stop_reasons: Sequence[str] = (),
    source: str = "form",
    source_row: str | None = None,
    entered_at: datetime | None = None,
) -> Evaluation:
    """Keep what this person says about one treatment; it becomes their current word on it.

    Raises:
        Forbidden: nobody is signed in.
        Conflict: the person does not agree to our keeping health entries.
        Invalid: a value is off its scale, words are missing, or an id means something else.
    """
    require(by.is_signed_in)
    need_consent_to_keep(by)
    _check(treatment, purposes, side_effects_named)
    check_answers(answers)
    check_reasons(stop_reasons)
    evaluation = Evaluation(
        member_id=by.id,
        treatment_words=treatment.words.strip(),
        treatment_id=treatment.concept_id,
        treatment_proposal_id=treatment.proposal_id,
        is_current=False,
        source=source,
        source_row=source_row,
        entered_at=entered_at or not_before_the_newest(now(), of=by.id, treatment=treatment),
        **asdict(answers),
    )
    db.session.add(evaluation)
    db.session.flush()
    _add_parts(evaluation.id, purposes, side_effects_named, stop_reasons)
    settle_current_of(evaluation)
    db.session.refresh(evaluation)
    return evaluation


def correct(
    *, by: Viewer, evaluation: Evaluation, answers: Answers, stop_reasons: Sequence[str]
) -> None:
    """Put the person's own answers right, in place. What it is about stays.

    Raises:
        Forbidden: it is another person's.
        Conflict: the person does not agree to our keeping health entries.
        Invalid: a value is off its scale.
    """
    require(can_change(by, evaluation))
    need_consent_to_keep(by)
    check_answers(answers)
    check_reasons(stop_reasons)
    for name, value in asdict(answers).items():
        setattr(evaluation, name, value)
    evaluation.corrected_at = now()
    db.session.execute(
        delete(EvaluationStopReason).where(EvaluationStopReason.evaluation_id == evaluation.id)
    )
    _add_parts(evaluation.id, (), (), stop_reasons)


def correct_for(
    *,
    by: Viewer,
    grant: Grant,
    evaluation: Evaluation,
    answers: Answers,
    stop_reasons: Sequence[str],
) -> None:
    """The same by a carer, as the person's own answers; the log says who it was.

    Raises:
        Forbidden: the person lets this carer read only, or it is another person's.
        Conflict, Invalid: as for `correct`.
    """
    require(can_write(grant))
    correct(by=grant.person, evaluation=evaluation, answers=answers, stop_reasons=stop_reasons)
    record_act(
        by=by,
        role="carer",
        subject=grant.person.public_id,
        action="record_written",
        details={"evaluation": evaluation.public_id},
    )


def need_consent_to_keep(by: Viewer) -> None:
    """Raises Conflict when the person does not agree to our keeping health entries."""
    if not holds(by.id, KEEP):
        raise Conflict(_("You have not agreed that we keep your health entries."))


def _check(
    treatment: Named, purposes: Sequence[Named], side_effects_named: Sequence[Named]
) -> None:
    if treatment.concept_id is None and treatment.proposal_id is None:
        raise Invalid("treatment", _("Tell us which treatment this is about."))
    if not purposes:
        raise Invalid("purposes", _("Tell us what it was for."))
    check_words("treatment", [treatment])
    check_words("purposes", purposes)
    check_words("side_effects_named", side_effects_named)
    everything = [treatment, *purposes, *side_effects_named]
    kinds = kinds_of(one.concept_id for one in everything)
    _check_meaning("treatment", [treatment], TREATMENT_KINDS, kinds)
    _check_meaning("purposes", purposes, PURPOSE_KINDS, kinds)
    _check_meaning("side_effects_named", side_effects_named, SIDE_EFFECT_KINDS, kinds)


def _check_meaning(
    field: str, things: Sequence[Named], allowed: tuple[str, ...], kinds: dict[int, str]
) -> None:
    """Every id is a concept, or a proposal, of a kind that can stand in this field."""
    meant = {one.concept_id for one in things if one.concept_id is not None}
    proposed = {one.proposal_id for one in things if one.proposal_id is not None}
    is_known = all(kinds.get(number, "") in allowed for number in meant)
    if not is_known or not are_proposed(proposed, allowed):
        raise Invalid(field, _("Choose one of the answers."))


def _add_parts(
    evaluation_id: int,
    purposes: Sequence[Named],
    side_effects_named: Sequence[Named],
    stop_reasons: Sequence[str],
) -> None:
    for one in purposes:
        db.session.add(
            EvaluationPurpose(
                evaluation_id=evaluation_id,
                words=one.words.strip(),
                concept_id=one.concept_id,
                proposal_id=one.proposal_id,
            )
        )
    for one in side_effects_named:
        db.session.add(
            EvaluationSideEffect(
                evaluation_id=evaluation_id, words=one.words.strip(), concept_id=one.concept_id
            )
        )
    for reason in dict.fromkeys(stop_reasons):
        db.session.add(EvaluationStopReason(evaluation_id=evaluation_id, reason=reason))
    db.session.flush()
