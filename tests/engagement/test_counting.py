"""Counters that move with each act equal those that are counted anew from what stands."""

from __future__ import annotations

import random
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.community.services import editing, joining, placing, posting, reacting
from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, NotFound
from app.core.transactions import unit_of_work
from app.engagement.models import DayCount, EngagementWish, FirstPost, GroupDay
from app.engagement.services import counting, recounting, summing

STEPS = 80


def days_of(member: Any) -> list[tuple[int, int, int, int]]:
    """Pages, posts, reactions, messages; a row for each day."""
    rows = db.session.scalars(
        select(DayCount).where(DayCount.member_id == member.id).order_by(DayCount.day)
    )
    return [(row.pages_read, row.posts, row.reactions, row.messages) for row in rows]


def first_of(member: Any) -> FirstPost | None:
    return db.session.scalars(select(FirstPost).where(FirstPost.member_id == member.id)).first()


@pytest.fixture
def group(make: Any, cast: SimpleNamespace) -> Any:
    """Two groups of the same people: what happens in one counts in that one."""
    people = (cast.patient, cast.other_patient, cast.carer)
    make.group(members=people)
    return make.group(members=people)


def open_topic(by: Any, group: Any) -> Any:
    return posting.open_topic(
        by=by.id, group_id=group.id, kind="question", title="Dizzy in the morning", body="Anybody?"
    )


class Chance:
    """Somebody does something, again and again: what a person could press in the group."""

    def __init__(self, seed: int, people: list[Any], group: Any) -> None:
        self.dice, self.people, self.group = random.Random(seed), people, group
        self.topics: list[int] = []
        self.posts: list[tuple[str, Any]] = []

    def act(self) -> None:
        """One act; what the rules refuse changes nothing."""
        who = self.dice.choice(self.people)
        acts = (
            self.open, self.reply, self.reply, self.react, self.react, self.take_back,
            self.bring_back, self.leave, self.join, self.read,
        )  # fmt: skip
        try:
            with unit_of_work():
                self.dice.choice(acts)(who)
        except (Forbidden, NotFound):
            pass

    def open(self, who: Any) -> None:
        topic = open_topic(who, self.group)
        self.topics.append(topic.id)

    def reply(self, who: Any) -> None:
        if self.topics:
            post = posting.reply(by=who.id, topic_id=self.dice.choice(self.topics), body="Yes.")
            self.posts.append((post.public_id, who))

    def react(self, who: Any) -> None:
        if self.posts:
            post_id, _author = self.dice.choice(self.posts[-3:])
            reacting.toggle(by=who.id, post_id=post_id, kind="thanks")

    def take_back(self, _who: Any) -> None:
        if self.posts:
            post_id, author = self.dice.choice(self.posts)
            editing.take_back(by=author.id, post_id=post_id)

    def bring_back(self, _who: Any) -> None:
        if self.posts:
            post_id, author = self.dice.choice(self.posts)
            editing.bring_back(by=author.id, post_id=post_id)

    def leave(self, who: Any) -> None:
        if self.dice.random() < 0.3:
            joining.leave(by=who.id, group=self.group)

    def join(self, who: Any) -> None:
        joining.join(by=who.id, group=self.group)

    def read(self, who: Any) -> None:
        if self.topics:
            placing.remember(by=who.id, topic_id=self.dice.choice(self.topics), position=1)


@pytest.mark.parametrize("seed", range(3))
def test_counting_anew_changes_nothing(inside: Flask, cast: SimpleNamespace, group: Any, seed: int):
    chance = Chance(seed, [cast.patient, cast.other_patient, cast.carer, cast.stranger], group)
    nothing = recounting.digest([group.id])
    for _ in range(STEPS):
        chance.act()
        counted = recounting.digest([group.id])
        with unit_of_work():
            recounting.recount(group.id)
        assert recounting.digest([group.id]) == counted
    assert counted != nothing


def test_counting_anew_finds_what_was_lost(inside: Flask, cast: SimpleNamespace, group: Any):
    with unit_of_work():
        open_topic(cast.patient, group)
    right = recounting.digest([group.id])
    with unit_of_work():
        db.session.query(DayCount).update({"posts": 7, "reactions": 2})
        db.session.query(FirstPost).delete()
    assert recounting.digest([group.id]) != right
    with unit_of_work():
        recounting.recount(group.id)
    assert recounting.digest([group.id]) == right


def test_a_day_holds_what_each_one_did(inside: Flask, cast: SimpleNamespace, group: Any):
    with unit_of_work():
        topic = open_topic(cast.patient, group)
        post = posting.reply(by=cast.carer.id, topic_id=topic.id, body="Slowly.")
        reacting.toggle(by=cast.patient.id, post_id=post.public_id, kind="thanks")
        placing.remember(by=cast.other_patient.id, topic_id=topic.id, position=2)
        placing.remember(by=cast.other_patient.id, topic_id=topic.id, position=2)
    assert days_of(cast.patient) == [(0, 1, 1, 0)]
    assert days_of(cast.carer) == [(0, 1, 0, 0)]
    assert days_of(cast.other_patient) == [(2, 0, 0, 0)]
    assert days_of(cast.stranger) == []


def test_going_back_by_hand_is_no_reading(inside: Flask, cast: SimpleNamespace, group: Any):
    with unit_of_work():
        topic = open_topic(cast.patient, group)
        placing.remember(by=cast.carer.id, topic_id=topic.id, position=1, backwards=True)
    assert days_of(cast.carer) == []


def test_nobody_answers_themselves(inside: Flask, cast: SimpleNamespace, group: Any):
    with unit_of_work():
        topic = open_topic(cast.patient, group)
        posting.reply(by=cast.patient.id, topic_id=topic.id, body="One thing more.")
    first = first_of(cast.patient)
    assert first is not None
    assert first.answered_at is None and first.again_at is not None


def test_an_answer_that_is_taken_back_leaves_them_waiting(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        topic = open_topic(cast.patient, group)
        post = posting.reply(by=cast.carer.id, topic_id=topic.id, body="Slowly.")
    first = first_of(cast.patient)
    assert first is not None and first.answered_at is not None
    with unit_of_work():
        editing.take_back(by=cast.carer.id, post_id=post.public_id)
    db.session.expire_all()
    assert first.answered_at is None


def test_who_leaves_was_never_there(inside: Flask, cast: SimpleNamespace, group: Any):
    with unit_of_work():
        open_topic(cast.patient, group)
        joining.leave(by=cast.patient.id, group=group.id)
    assert days_of(cast.patient) == [] and first_of(cast.patient) is None


def test_whoever_does_not_want_it_is_not_counted_as_a_reader(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        db.session.add(EngagementWish(member_id=cast.carer.id, counts_reading=False))
        topic = open_topic(cast.patient, group)
        for who in (cast.carer, cast.other_patient):
            placing.remember(by=who.id, topic_id=topic.id, position=1)
    assert days_of(cast.carer) == [] and days_of(cast.other_patient) == [(1, 0, 0, 0)]


def test_taking_reading_away_keeps_what_was_written(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        topic = open_topic(cast.patient, group)
        for who in (cast.patient, cast.carer, cast.other_patient):
            placing.remember(by=who.id, topic_id=topic.id, position=1)
        counting.forget_reading(cast.patient.id)
        counting.forget_reading(cast.carer.id)
    assert days_of(cast.patient) == [(0, 1, 0, 0)]
    assert days_of(cast.carer) == []
    assert days_of(cast.other_patient) == [(1, 0, 0, 0)]


def test_after_ninety_days_only_sums_of_the_group_are_left(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    today = now().date()
    with unit_of_work():
        for who, ago in ((cast.patient, 1), (cast.carer, 1), (cast.patient, 89), (cast.carer, 90)):
            for _ in range(2):
                counting.count(
                    member_id=who.id, group_id=group.id, day=today - timedelta(ago), what="messages"
                )
        counting.count(
            member_id=cast.patient.id, group_id=group.id, day=today - timedelta(1), what="posts"
        )
        summing.sum_up(group.id)
        summing.sum_up(group.id)
    assert sum(row[3] for row in days_of(cast.carer)) == 2
    sums = db.session.scalars(
        select(GroupDay).where(GroupDay.group_id == group.id).order_by(GroupDay.day)
    )
    assert [(s.people, s.writers, s.posts, s.messages) for s in sums] == [
        (1, 0, 0, 2),
        (2, 1, 1, 4),
    ]
