"""What others see when somebody is gone: counters that are right, places that are kept."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.services import erasing
from app.catalogue.models import Proposal
from app.catalogue.services import proposing
from app.community.models import Group, Membership, Post, PostRevision, Reaction, Topic
from app.community.queries import checkups
from app.community.services import editing, posting, reacting
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.models import Evaluation

KINDS = ("thanks", "me_too", "thinking", "helpful", "hope")


@pytest.fixture
def world(inside: Any, folder: Any, make: Any) -> SimpleNamespace:
    """Ann and Bob in a group: two topics of Ann, one of them answered by Bob; one of Bob's,
    answered by Ann; reactions both ways; a group that Bob is in alone."""
    ann, bob = make.member(display_name="Ann Canary"), make.member()
    group, other = make.group(members=(ann, bob)), make.group(members=(bob,))
    with unit_of_work():
        alone, answered, of_bob = (
            posting.open_topic(
                by=by.id, group_id=group.id, kind="question", title=title, body=f"{title} body"
            )
            for by, title in ((ann, "Alone"), (ann, "Answered"), (bob, "Bobs"))
        )
        answer = posting.reply(by=bob.id, topic_id=answered.id, body="An answer")
        reply = posting.reply(by=ann.id, topic_id=of_bob.id, body="Reply canary")
        posting.reply(by=bob.id, topic_id=of_bob.id, body="Last words")
        editing.edit(by=ann.id, post_id=reply.public_id, body="Reply canary anew")
        reacting.toggle(by=ann.id, post_id=answer.public_id, kind="hope")
        reacting.toggle(by=ann.id, post_id=answer.public_id, kind="thanks")
        reacting.toggle(by=bob.id, post_id=reply.public_id, kind="me_too")
    return SimpleNamespace(**locals())


def recounted() -> list[tuple[Any, Any]]:
    """Every counter beside what counting gives."""
    db.session.rollback()
    db.session.expire_all()
    pairs: list[tuple[Any, Any]] = []
    for group in db.session.scalars(select(Group)):
        topics = select(func.count()).where(Topic.group_id == group.id, Topic.deleted_at.is_(None))
        inside = select(func.count()).where(Membership.group_id == group.id)
        pairs.append((group.topic_count, db.session.scalar(topics)))
        pairs.append((group.member_count, db.session.scalar(inside)))
    for topic in db.session.scalars(select(Topic)):
        last = select(func.max(Post.position)).where(Post.topic_id == topic.id)
        pairs.append((topic.post_count, db.session.scalar(last)))
    for post in db.session.scalars(select(Post)):
        for kind in KINDS:
            given = select(func.count()).where(Reaction.post_id == post.id, Reaction.kind == kind)
            pairs.append((getattr(post, f"{kind}_count"), db.session.scalar(given)))
    return pairs


def erase(world: SimpleNamespace, posts: str) -> None:
    """As the job does it."""
    with unit_of_work():
        erasing.erase(world.ann.id, posts=posts)


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_every_counter_equals_a_recount(world: SimpleNamespace, posts: str) -> None:
    assert all(kept == counted for kept, counted in recounted())
    erase(world, posts)
    assert [pair for pair in recounted() if pair[0] != pair[1]] == []


def test_a_topic_that_nobody_answered_goes_whole(world: SimpleNamespace) -> None:
    erase(world, "remove")
    group = db.session.get_one(Group, world.group.id, populate_existing=True)
    left = db.session.scalars(select(Topic.title)).all()
    assert "Alone" not in left
    assert (len(left), group.topic_count) == (2, 2)


def test_what_others_answered_keeps_its_place_without_words(world: SimpleNamespace) -> None:
    """The answer of another person stays where it was, with its number."""
    erase(world, "remove")
    first, answer = db.session.scalars(
        select(Post).where(Post.topic_id == world.answered.id).order_by(Post.position)
    ).all()
    topic = db.session.get_one(Topic, world.answered.id, populate_existing=True)
    assert (first.body, first.html, first.position) == ("", "", 1)
    assert first.deleted_at is not None
    assert (answer.body, answer.position, topic.deleted_at) == ("An answer", 2, None)
    assert topic.title != "Answered"


def test_kept_posts_keep_their_words_and_lose_their_earlier_ones(world: SimpleNamespace) -> None:
    erase(world, "keep")
    reply = db.session.get_one(Post, world.reply.id, populate_existing=True)
    assert reply.body == "Reply canary anew"
    assert reply.deleted_at is None
    assert db.session.scalar(select(func.count()).select_from(PostRevision)) == 0


def test_what_was_taken_back_is_not_kept_even_if_posts_are(world: SimpleNamespace) -> None:
    with unit_of_work():
        editing.take_back(by=world.ann.id, post_id=world.reply.public_id)
    erase(world, "keep")
    assert db.session.get_one(Post, world.reply.id, populate_existing=True).body == ""


def test_health_entries_are_never_kept(world: SimpleNamespace, make: Any) -> None:
    make.evaluation(by=world.ann, treatment=make.concept(kind="treatment"))
    erase(world, "keep")
    assert db.session.scalar(select(func.count()).select_from(Evaluation)) == 0


def test_words_that_only_the_person_used_go_and_shared_ones_stay(
    world: SimpleNamespace, make: Any
) -> None:
    from app.accounts.queries import viewer_of

    by = viewer_of(world.ann.id)
    with unit_of_work():
        own = proposing.propose(words="only mine", kind="treatment", by=by)
        both = proposing.propose(words="of us both", kind="treatment", by=by)
        treatment = make.concept(kind="treatment")
        theirs = make.evaluation(by=world.bob, treatment=treatment)
        theirs.treatment_proposal_id = both.id
    erase(world, "remove")
    assert db.session.get(Proposal, own.id, populate_existing=True) is None
    kept = db.session.get_one(Proposal, both.id, populate_existing=True)
    assert (kept.words, kept.proposed_by_id) == ("of us both", None)


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_the_doctor_finds_nothing_afterwards(world: SimpleNamespace, posts: str) -> None:
    """Counters, numbers without gaps, reading places: whatever an operator can ask."""
    asked = (
        checkups.groups_are_counted,
        checkups.posts_are_numbered,
        checkups.reactions_are_counted,
    )
    erase(world, posts)
    db.session.expire_all()
    assert [problem for check in asked for problem in check()] == []
