"""What is written in bulk is what the services write, column by column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.community.models import Group, Membership, Post, ReadingPlace, Topic
from app.community.queries import stewards_of
from app.community.services import posting
from app.community.services.joining import join
from app.core.database import Base, db
from app.core.transactions import unit_of_work
from app.demo.services.sign_ins import SignIn
from app.health.answers import ANSWER_NAMES, Answers, Named
from app.health.models import (
    Evaluation,
    EvaluationPurpose,
    EvaluationShare,
    EvaluationSideEffect,
    EvaluationStopReason,
)
from app.health.services.evaluating import record
from app.health.services.sharing import show_to_groups
from tests.factories import Maker

OWN = {"id", "public_id"}


def columns(row: Base, *but: str) -> dict[str, Any]:
    """Every column of a row, except keys and what is named."""
    return {
        name: getattr(row, name)
        for name in type(row).__table__.columns.keys()
        if name not in {*OWN, *but}
    }


def of_evaluation(model: type[Any], evaluation_id: int) -> list[dict[str, Any]]:
    """The parts of an evaluation, without its key and without the time of sharing."""
    rows = db.session.scalars(
        select(model).where(model.evaluation_id == evaluation_id).order_by(model.id)
    )
    return [columns(row, "evaluation_id", "shared_at") for row in rows]


def retell(topic: Topic) -> Topic:
    """The same topic once more, through the service that pages use."""
    posts = db.session.scalars(
        select(Post).where(Post.topic_id == topic.id).order_by(Post.position)
    ).all()
    with unit_of_work():
        again = posting.open_topic(
            by=topic.opened_by_id,
            group_id=topic.group_id,
            kind=topic.kind,
            title=topic.title,
            body=posts[0].body,
            at=topic.created_at,
        )
        for post in posts[1:]:
            posting.reply(by=post.author_id, topic_id=again.id, body=post.body, at=post.created_at)
    db.session.expire_all()
    return again


def test_a_topic_in_bulk_equals_one_of_the_service(demo: list[SignIn], inside: Flask) -> None:
    topics = db.session.scalars(
        select(Topic).where(Topic.kind == "question", Topic.post_count > 3).limit(5)
    ).all()
    for topic in topics:
        again = retell(topic)
        assert columns(again) == columns(topic)
        both = [
            db.session.scalars(
                select(Post).where(Post.topic_id == one.id).order_by(Post.position)
            ).all()
            for one in (topic, again)
        ]
        counts = [name for name in Post.__table__.columns.keys() if name.endswith("_count")]
        for bulk, service in zip(*both, strict=True):
            assert columns(bulk, "topic_id", *counts) == columns(service, "topic_id", *counts)


def test_places_of_the_writers_are_kept_alike(demo: list[SignIn], inside: Flask) -> None:
    topic = db.session.scalars(select(Topic).where(Topic.post_count > 3).order_by(Topic.id)).first()
    again = retell(topic) if topic.kind == "question" else None
    if again is None:
        topic = db.session.scalars(
            select(Topic).where(Topic.kind == "question", Topic.post_count > 3).order_by(Topic.id)
        ).first()
        again = retell(topic)
    written = {
        row.member_id: row.position
        for row in db.session.scalars(select(ReadingPlace).where(ReadingPlace.topic_id == again.id))
    }
    bulk = {
        row.member_id: row.position
        for row in db.session.scalars(select(ReadingPlace).where(ReadingPlace.topic_id == topic.id))
    }
    assert written.items() <= bulk.items()


def test_joining_in_bulk_equals_joining_on_the_page(
    demo: list[SignIn], make: Maker, inside: Flask
) -> None:
    newcomer = make.member()
    members = select(Membership).where(Membership.role == "member").order_by(Membership.id)
    bulk = db.session.scalars(members).first()
    with unit_of_work():
        join(by=newcomer.id, group=bulk.group_id)
    page = db.session.scalars(select(Membership).where(Membership.member_id == newcomer.id)).one()
    assert columns(page, "member_id", "joined_at") == columns(bulk, "member_id", "joined_at")


def as_recorded(
    bulk: Evaluation, at: datetime, parts: dict[str, list[dict[str, Any]]]
) -> Evaluation:
    """The same evaluation by the service, for the member who told it."""
    viewer = viewer_of(bulk.member_id)
    with unit_of_work():
        again = record(
            by=viewer,
            treatment=Named(words=bulk.treatment_words, concept_id=bulk.treatment_id),
            purposes=[
                Named(words=one["words"], concept_id=one["concept_id"]) for one in parts["for"]
            ],
            answers=Answers(**{name: getattr(bulk, name) for name in ANSWER_NAMES}),
            side_effects_named=[
                Named(words=one["words"], concept_id=one["concept_id"]) for one in parts["felt"]
            ],
            stop_reasons=[one["reason"] for one in parts["stopped"]],
            source="form",
            entered_at=at,
        )
        show_to_groups(by=viewer, evaluation=again, group_ids=parts["groups"])
    return again


def test_an_evaluation_in_bulk_equals_one_of_the_service(demo: list[SignIn], inside: Flask) -> None:
    shown = select(EvaluationShare.evaluation_id)
    bulk = db.session.scalars(
        select(Evaluation)
        .where(Evaluation.id.in_(shown), Evaluation.still_taking.is_(False))
        .order_by(Evaluation.id)
    ).first()
    models = {
        "for": EvaluationPurpose,
        "felt": EvaluationSideEffect,
        "stopped": EvaluationStopReason,
    }
    parts: dict[str, Any] = {name: of_evaluation(model, bulk.id) for name, model in models.items()}
    shares = of_evaluation(EvaluationShare, bulk.id)
    parts["groups"] = [one["group_id"] for one in shares]
    again = as_recorded(bulk, bulk.entered_at, parts)
    for name, model in models.items():
        assert of_evaluation(model, again.id) == parts[name]
    assert of_evaluation(EvaluationShare, again.id) == shares
    but = ("source", "source_row", "created_at", "is_current")
    assert columns(again, *but) == columns(bulk, *but)


def test_every_group_has_stewards_who_write(demo: list[SignIn], inside: Flask) -> None:
    for group in db.session.scalars(select(Group).where(Group.purpose.contains("made up"))):
        assert len(stewards_of(group.id)) >= 2
