"""The demo community in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Consent, ConsentState, Member
from app.catalogue.models import Concept
from app.community.models import Group, Membership, Post, Reaction, ReadingPlace, Topic
from app.core.database import db
from app.core.transactions import unit_of_work
from app.demo.services import creating
from app.demo.services.sign_ins import SignIn
from app.health.models import Evaluation, EvaluationShare
from tests.demo.conftest import UNTIL
from tests.factories import Maker

ABOUT_GROUPS = "This group is a demonstration."


def test_positions_have_no_gaps_and_topics_know_their_last_post(
    demo: list[SignIn], inside: Flask
) -> None:
    for topic in db.session.scalars(select(Topic)):
        posts = db.session.scalars(
            select(Post).where(Post.topic_id == topic.id).order_by(Post.position)
        ).all()
        assert [post.position for post in posts] == list(range(1, topic.post_count + 1))
        assert (topic.last_post_at, topic.last_post_by_id) == (
            posts[-1].created_at,
            posts[-1].author_id,
        )
        assert (topic.created_at, topic.opened_by_id) == (posts[0].created_at, posts[0].author_id)
        assert [post.created_at for post in posts] == sorted(post.created_at for post in posts)


def test_groups_count_their_members_and_topics(demo: list[SignIn], inside: Flask) -> None:
    members = dict(
        db.session.execute(
            select(Membership.group_id, func.count()).group_by(Membership.group_id)
        ).all()
    )
    topics = dict(
        db.session.execute(select(Topic.group_id, func.count()).group_by(Topic.group_id)).all()
    )
    for group in db.session.scalars(select(Group)):
        assert group.member_count == members.get(group.id, 0)
        assert group.topic_count == topics.get(group.id, 0)


@pytest.mark.parametrize("kind", ["thanks", "me_too", "thinking", "helpful", "hope"])
def test_posts_count_their_reactions(demo: list[SignIn], inside: Flask, kind: str) -> None:
    given = dict(
        db.session.execute(
            select(Reaction.post_id, func.count())
            .where(Reaction.kind == kind)
            .group_by(Reaction.post_id)
        ).all()
    )
    column = getattr(Post, f"{kind}_count")
    kept = dict(db.session.execute(select(Post.id, column).where(column > 0)).all())
    assert kept == given
    assert given


def test_nobody_reacts_to_their_own_post(demo: list[SignIn], inside: Flask) -> None:
    own = select(Reaction.id).join(Post).where(Reaction.member_id == Post.author_id)
    assert db.session.scalars(own).all() == []


def test_people_speak_only_in_groups_they_had_joined(demo: list[SignIn], inside: Flask) -> None:
    strays = (
        select(Post.id)
        .join(Topic)
        .outerjoin(
            Membership,
            (Membership.group_id == Topic.group_id) & (Membership.member_id == Post.author_id),
        )
        .where(Membership.id.is_(None) | (Membership.joined_at > Post.created_at))
    )
    assert db.session.scalars(strays).all() == []


def test_nothing_happens_after_the_given_instant(demo: list[SignIn], inside: Flask) -> None:
    of_demo = Member.origin == "demo"
    for newest in (
        select(func.max(Post.created_at)),
        select(func.max(Reaction.created_at)),
        select(func.max(Evaluation.entered_at)),
        select(func.max(Member.created_at)).where(of_demo),
    ):
        assert db.session.scalar(newest) <= UNTIL


def test_exactly_as_many_posts_and_members_as_asked_for(demo: list[SignIn], inside: Flask) -> None:
    of_demo = select(func.count()).select_from(Member).where(Member.origin == "demo")
    assert db.session.scalar(of_demo) == 40
    assert db.session.scalar(select(func.count()).select_from(Post)) == 300


def test_experiences_carry_an_evaluation_of_their_opener(demo: list[SignIn], inside: Flask) -> None:
    rows = db.session.execute(
        select(Topic.kind, Topic.opened_by_id, Evaluation.member_id, Evaluation.source).outerjoin(
            Evaluation, Evaluation.id == Topic.evaluation_id
        )
    ).all()
    assert {row.kind for row in rows} == {"question", "update", "experience", "announcement"}
    for row in rows:
        assert (row.kind == "experience") == (row.member_id is not None)
        assert row.member_id in (None, row.opened_by_id)


def test_evaluations_are_shown_only_by_people_who_agreed(demo: list[SignIn], inside: Flask) -> None:
    holding = select(ConsentState.member_id).where(
        ConsentState.purpose == "show_groups", ConsentState.holds
    )
    shown = set(
        db.session.scalars(
            select(Evaluation.member_id).join(
                EvaluationShare, EvaluationShare.evaluation_id == Evaluation.id
            )
        )
    )
    assert shown
    assert shown <= set(db.session.scalars(holding))


def test_the_ledger_and_the_state_of_a_consent_agree(demo: list[SignIn], inside: Flask) -> None:
    newest = {
        (line.member_id, line.purpose): line.given
        for line in db.session.scalars(select(Consent).order_by(Consent.id))
    }
    states = db.session.scalars(select(ConsentState)).all()
    assert {(state.member_id, state.purpose): state.holds for state in states} == newest
    assert {True, False} == set(newest.values())


def test_writers_have_read_what_they_wrote(demo: list[SignIn], inside: Flask) -> None:
    last = select(Post.topic_id, Post.author_id, func.max(Post.position)).group_by(
        Post.topic_id, Post.author_id
    )
    places = {
        (row.topic_id, row.member_id): row.position
        for row in db.session.scalars(select(ReadingPlace))
    }
    for topic_id, author_id, position in db.session.execute(last):
        assert places[topic_id, author_id] == position


def digest() -> str:
    """A fingerprint of everything said, by whom and when."""
    rows = db.session.execute(
        select(
            Post.body, Post.html, Post.created_at, Post.position, Topic.title, Member.display_name
        )
        .join(Topic, Topic.id == Post.topic_id)
        .join(Member, Member.id == Post.author_id)
        .order_by(Post.id)
    )
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def test_the_same_seed_gives_the_same_community(
    app: Flask, site: object, create: Callable[..., list[SignIn]], make_names: Callable[[], None]
) -> None:
    make_names()
    create(seed=11)
    with app.app_context():
        first = digest()
    site.empty()  # type: ignore[attr-defined]
    make_names()
    create(seed=11)
    with app.app_context():
        assert digest() == first


def test_another_seed_gives_another_community(
    app: Flask, site: object, create: Callable[..., list[SignIn]], make_names: Callable[[], None]
) -> None:
    make_names()
    create(seed=11)
    with app.app_context():
        first = digest()
    site.empty()  # type: ignore[attr-defined]
    make_names()
    create(seed=12)
    with app.app_context():
        assert digest() != first


def test_a_second_demo_is_refused_and_leaves_the_first_alone(
    demo: list[SignIn], create: Callable[..., list[SignIn]], inside: Flask
) -> None:
    before = digest()
    with pytest.raises(creating.DemoIsHere):
        create(seed=8)
    assert digest() == before


def test_a_community_in_which_somebody_has_an_account_gets_no_made_up_members(
    names: None, create: Callable[..., list[SignIn]], make: Maker, inside: Flask
) -> None:
    make.member(email="real@example.org", password_hash="a hash")
    before = digest()
    with pytest.raises(creating.PeopleAreHere):
        create()
    assert digest() == before


def test_without_the_catalogue_nothing_is_made(app: Flask) -> None:
    with app.app_context():
        with (
            pytest.raises(creating.CatalogueIsMissing, match="flask catalogue load"),
            unit_of_work(),
        ):
            creating.create(
                members=30, posts=200, seed=1, until=datetime(2026, 1, 1, tzinfo=UTC), sign_ins=[]
            )
        assert db.session.scalar(select(Member.id)) is None


def test_a_demo_that_breaks_off_leaves_nothing(app: Flask, names: None, inside: Flask) -> None:
    def give_up(_posts: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), unit_of_work():
        creating.create(members=30, posts=200, seed=1, until=UNTIL, sign_ins=[], progress=give_up)
    assert db.session.scalar(select(Member.id)) is None
    assert db.session.scalar(select(Group.id)) is None


def test_every_group_says_that_it_is_made_up(demo: list[SignIn], inside: Flask) -> None:
    rules = db.session.scalars(
        select(Group.rules).join(Concept, Concept.id == Group.condition_id)
    ).all()
    assert len(rules) >= 12
    assert all(ABOUT_GROUPS in lines for lines in rules)
