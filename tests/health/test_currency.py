"""One person counts once: exactly one current evaluation for each treatment they evaluated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.catalogue.models import Proposal
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.answers import Answers, Named
from app.health.models import Evaluation
from app.health.services.deleting import delete_evaluation, restore_evaluation
from app.health.services.evaluating import record
from tests.factories import Maker

START = datetime(2025, 1, 1, tzinfo=UTC)
PEOPLE, THINGS = 2, 3
STEPS = st.one_of(
    st.tuples(
        st.just("record"), st.integers(0, PEOPLE - 1), st.integers(0, THINGS - 1), st.integers(0, 5)
    ),
    st.tuples(st.just("delete"), st.integers(0, 30)),
    st.tuples(st.just("restore"), st.integers(0, 30)),
)


@pytest.fixture
def world(inside: Flask, make: Maker) -> SimpleNamespace:
    """Two people; two treatments and one proposal."""
    people = [make.member(consents=("keep_health",)) for _ in range(PEOPLE)]
    drugs = [make.concept(kind="treatment") for _ in range(THINGS - 1)]
    with unit_of_work():
        proposal = Proposal(kind="treatment", words="a new tea", normalised="a new tea")
        db.session.add(proposal)
        db.session.flush()
    return SimpleNamespace(
        viewers=[make.viewer(member=person) for person in people],
        things=[Named(words=drug.name, concept_id=drug.id) for drug in drugs]
        + [Named(words="a new tea", proposal_id=proposal.id)],
        purpose=Named(words="sleep", concept_id=make.concept(kind="symptom").id),
    )


def take(world: Any, step: tuple[Any, ...], written: list[int]) -> None:
    """Do one step; deleting and restoring choose among what was written."""
    if step[0] == "record":
        _, person, thing, day = step
        row = record(
            by=world.viewers[person],
            treatment=world.things[thing],
            purposes=[world.purpose],
            answers=Answers(),
            entered_at=START + timedelta(days=day),
        )
        written.append(row.id)
        return
    if not written:
        return
    row = db.session.get_one(Evaluation, written[step[1] % len(written)])
    owner = next(viewer for viewer in world.viewers if viewer.id == row.member_id)
    if step[0] == "delete" and row.deleted_at is None:
        delete_evaluation(by=owner, evaluation=row)
    elif step[0] == "restore" and row.deleted_at is not None:
        restore_evaluation(by=owner, evaluation=row)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=1, max_size=12))
def test_the_newest_of_each_treatment_is_current_whatever_happens(world: Any, steps: Any) -> None:
    with unit_of_work():
        db.session.execute(delete(Evaluation))
    written: list[int] = []
    with unit_of_work():
        for step in steps:
            take(world, step, written)
    newest: dict[Any, Any] = {}
    for row in db.session.scalars(select(Evaluation).where(Evaluation.deleted_at.is_(None))):
        about = (row.member_id, row.treatment_id, row.treatment_proposal_id)
        newest[about] = max(newest.get(about, (row.entered_at, 0)), (row.entered_at, row.id))
    current = db.session.scalars(select(Evaluation.id).where(Evaluation.is_current)).all()
    assert sorted(current) == sorted(number for _, number in newest.values())


def test_the_database_itself_refuses_two_current_ones(make: Maker, inside: Flask) -> None:
    person, drug = make.member(), make.concept(kind="treatment")
    make.evaluation(by=person, treatment=drug)
    with pytest.raises(IntegrityError):
        make.evaluation(by=person, treatment=drug)
