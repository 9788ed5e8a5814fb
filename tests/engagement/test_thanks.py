"""Thanks and milestones of helping, for the eyes of one person, and only if they like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.community.models import Reaction
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import EngagementWish, FirstPost
from app.engagement.services import thanking
from app.moderation.models import ContextNote
from tests.engagement.first_posts import start
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

PAGE = "/me/thanks"


def react(post: Any, by: Any, kind: str, at: datetime) -> None:
    db.session.add(Reaction(post_id=post.id, member_id=by.id, kind=kind, created_at=at))
    db.session.flush()


def month(ago: int) -> datetime:
    """The middle of a month so many months ago."""
    total = now().year * 12 + now().month - 1 - ago
    return datetime(total // 12, total % 12 + 1, 15, tzinfo=UTC)


@pytest.fixture
def posts(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A post of the patient that stands, one that was taken back, and one of the carer."""
    group = make.group(members=(cast.patient, cast.carer, cast.other_patient))
    topic = make.topic(group=group, by=cast.patient)
    mine = make.post(topic=topic, by=cast.patient)
    gone = make.post(topic=topic, by=cast.patient, deleted_at=now())
    return SimpleNamespace(
        group=group, mine=mine, gone=gone, theirs=make.post(topic=topic, by=cast.carer)
    )


def received(make: Maker, member: Any) -> thanking.Received:
    mine = thanking.received(by=make.viewer(member=member))
    assert mine is not None
    return mine


def test_thanks_are_summed_by_month_newest_first(
    inside: Flask, make: Maker, cast: SimpleNamespace, posts: SimpleNamespace
):
    with unit_of_work():
        react(posts.mine, cast.carer, "thanks", month(1))
        react(posts.mine, cast.other_patient, "thanks", month(1) + timedelta(days=3))
        react(posts.mine, cast.steward, "thanks", month(3))
        react(posts.mine, cast.stranger, "thanks", month(13))
        react(posts.mine, cast.carer, "hope", month(1))
        react(posts.gone, cast.carer, "thanks", month(1))
        react(posts.theirs, cast.patient, "thanks", month(1))
    months = received(make, cast.patient).months
    assert [(one.day, one.thanks) for one in months] == [
        (month(1).date().replace(day=1), 2),
        (month(3).date().replace(day=1), 1),
    ]


@pytest.mark.parametrize(
    ("count", "steps"), [(0, ()), (1, (1,)), (4, (1,)), (5, (1, 5)), (19, (1, 5)), (20, (1, 5, 20))]
)
def test_milestones_are_one_five_and_twenty(count: int, steps: tuple[int, ...]):
    assert thanking.reached(count) == steps


def test_to_answer_first_posts_is_counted_by_people(
    inside: Flask, make: Maker, cast: SimpleNamespace, posts: SimpleNamespace
):
    """Four people, whatever was written to each; the fifth was answered by somebody else, and one's
    own does not count."""
    with unit_of_work():
        topics = start(posts.group, 5, ago=timedelta(days=2))
        for topic in topics[:4]:
            make.post(topic=topic, by=cast.patient)
            make.post(topic=topic, by=cast.patient)
        make.post(topic=topics[4], by=cast.carer)
        make.post(topic=topics[4], by=cast.patient, deleted_at=now())
        own = {"post_id": posts.mine.id, "topic_id": posts.mine.topic_id}
        long_ago = now() - timedelta(days=9)
        db.session.add(
            FirstPost(group_id=posts.group.id, member_id=cast.patient.id, posted_at=long_ago, **own)
        )
    assert received(make, cast.patient).answered == (1,)
    assert received(make, cast.carer).answered == (1,)


def test_what_stood_there_before_is_no_answer(
    inside: Flask, make: Maker, cast: SimpleNamespace, posts: SimpleNamespace
):
    with unit_of_work():
        own = {"post_id": posts.theirs.id, "topic_id": posts.theirs.topic_id}
        db.session.add(
            FirstPost(group_id=posts.group.id, member_id=cast.carer.id, posted_at=now(), **own)
        )
    assert received(make, cast.patient).answered == ()


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ({}, (1,)),
        ({"status": "needs_more"}, ()),
        ({"shown_from": None}, ()),
        ({"shown_from": now() + timedelta(days=1)}, ()),
        ({"withdrawn_at": now()}, ()),
        ({"is_of_somebody_else": True}, ()),
    ],
    ids=["shown", "needs more", "not shown", "not yet", "withdrawn", "of somebody else"],
)
def test_notes_that_stand_are_counted(
    inside: Flask,
    make: Maker,
    cast: SimpleNamespace,
    posts: SimpleNamespace,
    values: dict[str, Any],
    steps: Any,
):
    changes = dict(values)
    author = cast.carer if changes.pop("is_of_somebody_else", False) else cast.patient
    said = {"status": "helpful", "shown_from": now() - timedelta(days=1), **changes}
    with unit_of_work():
        db.session.add(
            ContextNote(
                kind="post", thing_id=posts.theirs.public_id, author_id=author.id, claim="It cures",
                correction="It does not", why="Trials say so", flaw="factual_error", **said,
            )
        )  # fmt: skip
    assert received(make, cast.patient).noted == steps


def test_the_page_says_it_in_words(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, posts: SimpleNamespace
):
    with app.app_context(), unit_of_work():
        react(posts.mine, cast.carer, "thanks", month(1))
        for topic in start(posts.group, 5, ago=timedelta(days=2)):
            make.post(topic=topic, by=cast.patient)
    text = client.sign_in(cast.patient).page(PAGE).select_one("main").get_text(" ", strip=True)
    assert f"{month(1):%B %Y}: thanked once" in text
    assert "You answered somebody's first post." in text
    assert "You answered the first posts of 5 people." in text
    assert "You are as welcome without it" in client.sign_in(cast.carer).page(PAGE).text


def test_whoever_does_not_want_it_sees_none_and_nothing_is_counted(
    app: Flask, client: SiteClient, cast: SimpleNamespace, posts: SimpleNamespace
):
    with app.app_context(), unit_of_work():
        react(posts.mine, cast.carer, "thanks", month(1))
        db.session.add(EngagementWish(member_id=cast.patient.id, shows_thanks=False))
    client.sign_in(cast.patient)
    with count_queries() as seen:
        page = client.page(PAGE)
    assert "You chose not to see this" in page.text and "thanked" not in page.text
    assert not any("reactions" in statement for statement in seen)
    assert not client.page("/me/taking-part").select(f'a[href="{PAGE}"]')


def test_thanks_come_with_no_notice(
    client: SiteClient, cast: SimpleNamespace, posts: SimpleNamespace
):
    address = f"/posts/{posts.mine.public_id}/react"
    assert client.sign_in(cast.carer).post(address, data={"kind": "thanks"}).status_code == 303
    client.sign_in(cast.patient)
    assert "thanked once" in client.page(PAGE).text
    assert "Nothing here" in client.page("/me/inbox").text
