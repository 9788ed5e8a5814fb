"""What an import writes in bulk is, row by row, what the pages' services would have written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Consent, ConsentState, Member
from app.accounts.queries import viewer_of
from app.accounts.services.consenting import give
from app.accounts.services.enrolling import enrol_contributors
from app.accounts.wordings import PURPOSES
from app.catalogue.services.matching import loaded_matcher
from app.catalogue.services.proposing import propose
from app.community.models import Group, Membership, Post, ReadingPlace, Topic
from app.community.services.importing import FORMATS, placing, writing
from app.community.services.importing.checking import Entry
from app.community.services.importing.meaning import understand
from app.community.services.importing.telling import body_of, title_of
from app.community.services.joining import join
from app.community.services.posting import open_topic
from app.core.clock import now
from app.core.database import Base, db
from app.core.transactions import unit_of_work
from app.health.answers import Answers, Named
from app.health.models import Evaluation, EvaluationPurpose, EvaluationShare
from app.health.services.evaluating import record
from app.health.services.sharing import show_to_groups
from tests.factories import Maker

DRUGLIB = FORMATS["druglib"]
OF_A_PERSON = {
    Member: "id", Consent: "member_id", ConsentState: "member_id", Evaluation: "member_id",
    Membership: "member_id", Topic: "opened_by_id", Post: "author_id", ReadingPlace: "member_id",
}  # fmt: skip
OF_AN_EVALUATION = (EvaluationPurpose, EvaluationShare)
# Ids, and what is unlike by intent: when, who, and the road it came by.
UNLIKE = {
    "id", "public_id", "member_id", "evaluation_id", "topic_id", "opened_by_id", "last_post_by_id",
    "author_id", "created_at", "entered_at", "joined_at", "shared_at", "last_post_at", "at",
    "since", "display_name", "name_key", "source", "source_row", "origin",
}  # fmt: skip
ENTRY = Entry(
    line=2, row_id="7", treatment="calmadin", purpose="low mood/my own word", effectiveness=3,
    side_effects=0, overall=9, texts=(("Side effects", "*none* that I saw"),),
)  # fmt: skip


@pytest.fixture
def world(inside: Flask, make: Maker) -> SimpleNamespace:
    """One group for the condition, and what the entry means."""
    make.concept(kind="treatment", name="Calmadin", weight=5)
    low = make.concept(kind="condition", name="Low mood", weight=5)
    group = make.group(condition_id=low.id)
    catch_all = make.group(is_catch_all=True)
    (meant,) = understand([ENTRY], loaded_matcher(), lambda count: None)
    places = placing.Places({low.id: group.id}, catch_all.id)
    return SimpleNamespace(group=group, meant=meant, places=places)


def in_bulk(world: Any) -> int:
    """The import's way; the member's id."""
    with unit_of_work():
        writing.write_batch([world.meant], DRUGLIB, world.places, now())
        return int(db.session.scalar(select(Member.id).where(Member.origin == "druglib")) or 0)


def by_the_pages(world: Any) -> int:
    """The same by the services that pages call; the member's id."""
    meant = world.meant
    with unit_of_work():
        (member_id,) = enrol_contributors([{"display_name": "Another"}], data_set="pages")
        by = viewer_of(member_id)
        for purpose in PURPOSES:
            give(by=by, purpose=purpose, language="en", source="page")
        join(by=by, group=world.group.id)
        purposes = [Named(words=ENTRY.purpose, concept_id=one.id) for one in meant.purposes]
        for words in meant.unmatched:
            proposal = propose(by=None, words=words, kind="purpose")
            purposes.append(Named(words=words, proposal_id=proposal.id))
        evaluation = record(
            by=by,
            treatment=Named(words=ENTRY.treatment, concept_id=meant.treatment.id),
            purposes=purposes,
            answers=Answers(effectiveness=3, side_effects=0, overall=9),
        )
        show_to_groups(by=by, evaluation=evaluation, group_ids=[world.group.id])
        open_topic(
            by=by,
            group_id=world.group.id,
            kind="experience",
            title=title_of(ENTRY),
            body=body_of(ENTRY, DRUGLIB),
            evaluation_id=evaluation.id,
        )
    return member_id


def rows_of(member_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that hangs on a member, without what is unlike by intent."""
    found = {model: where_owner(model, column, member_id) for model, column in OF_A_PERSON.items()}
    evaluation = db.session.scalar(select(Evaluation.id).where(Evaluation.member_id == member_id))
    found |= {
        model: where_owner(model, "evaluation_id", evaluation or 0) for model in OF_AN_EVALUATION
    }
    return {model.__tablename__: rows for model, rows in found.items()}


def where_owner(model: type[Base], column: str, number: int) -> list[dict[str, Any]]:
    """Rows of a table that belong to somebody."""
    table = model.__table__
    names = [one.name for one in table.columns if one.name not in UNLIKE]
    rows = db.session.execute(
        select(table).where(table.c[column] == number).order_by(table.c.id)  # type: ignore[attr-defined]
    )
    return [{name: row._mapping[name] for name in names} for row in rows]


def test_every_row_made_in_bulk_equals_the_one_made_by_the_pages(world: Any) -> None:
    bulk, pages = rows_of(in_bulk(world)), rows_of(by_the_pages(world))
    assert all(bulk.values())
    assert bulk == pages


def test_counters_move_as_they_do_for_pages(world: Any) -> None:
    in_bulk(world)
    one = db.session.execute(
        select(Group.member_count, Group.topic_count).where(Group.id == world.group.id)
    ).one()
    by_the_pages(world)
    two = db.session.execute(
        select(Group.member_count, Group.topic_count).where(Group.id == world.group.id)
    ).one()
    assert (tuple(one), tuple(two)) == ((1, 1), (2, 2))
