"""What happens when a member writes an evaluation down, or puts it right."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS
from app.health.answers import Answers, Named
from app.health.models import Evaluation
from app.health.queries import card_of, mine
from app.health.services.evaluating import correct, record
from tests.factories import Maker


@pytest.fixture
def world(inside: Flask, make: Maker) -> SimpleNamespace:
    """Somebody who lets us keep health entries, and three concepts."""
    member = make.member(consents=("keep_health",))
    return SimpleNamespace(
        member=member,
        viewer=make.viewer(member=member),
        drug=make.concept(kind="treatment", name="Sertraline"),
        low=make.concept(kind="condition", name="Depression"),
        dry=make.concept(kind="symptom", name="Dry mouth"),
    )


def write(world: SimpleNamespace, **values: Any) -> Evaluation:
    """Record an evaluation of the drug for the condition."""
    values.setdefault("treatment", Named(words="zoloft", concept_id=world.drug.id))
    values.setdefault("purposes", [Named(words="feeling low", concept_id=world.low.id)])
    values.setdefault("answers", Answers(effectiveness=3))
    with unit_of_work():
        return record(by=world.viewer, **values)


def test_an_evaluation_keeps_the_persons_own_words_beside_what_they_mean(world: Any) -> None:
    row = write(
        world,
        answers=Answers(effectiveness=4, side_effects=1, overall=9, dose="50mg", still_taking=True),
        side_effects_named=[Named(words="mouth like sand", concept_id=world.dry.id)],
        stop_reasons=["expense", "other"],
    )
    card = card_of(world.viewer, row.id, group_id=1)
    assert card is not None
    assert (card.treatment.words, card.treatment.name) == ("zoloft", "Sertraline")
    assert [(one.words, one.name) for one in card.purposes] == [("feeling low", "Depression")]
    assert [one.words for one in card.side_effects_named] == ["mouth like sand"]
    assert card.stop_reasons == ("expense", "other")
    assert (card.effectiveness, card.side_effects, card.overall) == (4, 1, 9)
    assert (card.dose, card.still_taking, card.burden) == ("50mg", True, None)


def test_without_consent_nothing_is_kept(inside: Flask, make: Maker, world: Any) -> None:
    world.viewer = make.viewer(member=make.member(consents=("show_groups",)))
    with pytest.raises(Conflict):
        write(world)
    assert db.session.scalar(select(func.count(Evaluation.id))) == 0


def test_a_consent_that_was_withdrawn_or_given_on_an_old_text_is_none(
    make: Maker, world: Any
) -> None:
    member = make.member()
    make.consent(member=member, purpose="keep_health", holds=False)
    world.viewer = make.viewer(member=member)
    with pytest.raises(Conflict):
        write(world)


def test_somebody_who_is_not_signed_in_records_nothing(world: Any) -> None:
    world.viewer = ANONYMOUS
    with pytest.raises(Forbidden):
        write(world)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("effectiveness", {"answers": Answers(effectiveness=5)}),
        ("side_effects", {"answers": Answers(side_effects=-1)}),
        ("overall", {"answers": Answers(overall=11)}),
        ("overall", {"answers": Answers(overall=0)}),
        ("burden", {"answers": Answers(burden="always")}),
        ("time_on_it", {"answers": Answers(time_on_it="a while")}),
        ("dose", {"answers": Answers(dose="x" * 121)}),
        ("stop_reasons", {"stop_reasons": ["because"]}),
        ("purposes", {"purposes": []}),
        ("purposes", {"purposes": [Named(words=" ")]}),
        ("treatment", {"treatment": Named(words="something")}),
        ("side_effects_named", {"side_effects_named": [Named(words="w" * 201)]}),
    ],
)
def test_what_is_off_its_scale_is_refused_by_name(world: Any, field: str, values: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        write(world, **values)
    assert refusal.value.field == field
    assert db.session.scalar(select(func.count(Evaluation.id))) == 0


def test_an_id_of_another_kind_is_refused(world: Any) -> None:
    wrong = Named(words="low", concept_id=world.low.id)
    with pytest.raises(Invalid) as refusal:
        write(world, treatment=wrong)
    assert refusal.value.field == "treatment"


def test_an_id_of_nothing_is_refused(world: Any) -> None:
    with pytest.raises(Invalid):
        write(world, purposes=[Named(words="low", concept_id=987_654)])
    with pytest.raises(Invalid):
        write(world, treatment=Named(words="low", proposal_id=987_654))


def test_correcting_changes_the_answers_and_nothing_else(world: Any) -> None:
    row = write(world, stop_reasons=["expense"])
    with unit_of_work():
        row = db.session.get_one(Evaluation, row.id)
        answers = Answers(effectiveness=0, advice="Take it with food")
        correct(by=world.viewer, evaluation=row, answers=answers, stop_reasons=["allergy"])
    (entry,) = mine(world.viewer)
    assert (entry.card.effectiveness, entry.card.advice) == (0, "Take it with food")
    assert entry.card.stop_reasons == ("allergy",)
    assert entry.card.treatment.words == "zoloft"
    assert entry.card.is_current


def test_nobody_corrects_anothers_answers(make: Maker, world: Any) -> None:
    row = write(world)
    other = make.viewer(member=make.member(consents=("keep_health",)))
    with unit_of_work(), pytest.raises(Forbidden):
        correct(by=other, evaluation=row, answers=Answers(), stop_reasons=[])
