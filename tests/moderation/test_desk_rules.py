"""Rules of the desk that a long sequence of acts found or could find, each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.community.models import Post, Topic
from app.core.database import db
from app.core.errors import Forbidden, NotFound
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision
from app.moderation.services import appealing, deciding, detecting, reporting
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.moderation.transparency.making import Desk


def about_topic(desk: Desk) -> Any:
    """The first post, reported by the reporter; its case."""
    first = db.session.scalars(
        select(Post).where(Post.topic_id == desk.topic_id, Post.position == 1)
    )
    return desk.reported_post(first.one().public_id)


def is_lower(desk: Desk) -> bool:
    db.session.rollback()
    return db.session.get_one(Topic, desk.topic_id, populate_existing=True).reduced_at is not None


def test_a_topic_listed_lower_twice_stays_so_until_both_are_reversed(desk: Desk) -> None:
    decisions: list[Decision] = []
    for _ in range(2):
        decisions.append(desk.decided(about_topic(desk), action="reduce"))
    for number, decision in enumerate(decisions):
        with unit_of_work():
            deciding.reverse(by=desk.viewer("other"), decision=decision)
        assert is_lower(desk) is (number == 0)


def appeal_of(desk: Desk, decision: Decision, by: str) -> str:
    with unit_of_work():
        words = "Please look again."
        row = appealing.appeal(by=desk.viewer(by), decision_id=decision.public_id, words=words)
        return row.public_id


def answered(desk: Desk, appeal_id: str, by: str) -> None:
    with unit_of_work():
        appealing.decide_appeal(
            by=desk.viewer(by), appeal_id=appeal_id, outcome="upheld",
            explanation="We looked at it again, both of us.",
        )  # fmt: skip


def test_who_decided_does_not_answer_the_appeal(desk: Desk) -> None:
    appeal_id = appeal_of(desk, desk.decided(desk.reported()), "author")
    with pytest.raises(Forbidden):
        answered(desk, appeal_id, "mod")
    answered(desk, appeal_id, "other")


def test_a_moderator_who_reported_it_does_not_answer_the_authors_appeal(desk: Desk) -> None:
    """They said what they think of it."""
    case = desk.reported()
    desk.make.membership(group=desk.group, member=desk.people["other"])
    with unit_of_work():
        thing = {"kind": "post", "thing_id": case.thing_id}
        reporting.report(by=desk.viewer("other"), reason="unkind", **thing)
    appeal_id = appeal_of(desk, desk.decided(case), "author")
    with pytest.raises(Forbidden):
        answered(desk, appeal_id, "other")
    answered(desk, appeal_id, "guard")


def test_who_reports_it_later_has_no_part_in_an_earlier_decision(desk: Desk) -> None:
    first = desk.decided(desk.reported(), action="note")
    desk.make.membership(group=desk.group, member=desk.people["other"])
    case = db.session.get_one(Case, first.case_id)
    with unit_of_work():
        thing = {"kind": "post", "thing_id": case.thing_id}
        reporting.report(by=desk.viewer("other"), reason="unkind", **thing)
    with pytest.raises(NotFound):
        appeal_of(desk, first, "other")


def test_a_rule_that_finds_something_does_not_move_a_case_down(desk: Desk) -> None:
    """Weight of reporters within the last level stays."""
    case = desk.reported()
    with unit_of_work():
        row = db.session.get_one(Case, case.id)
        db.session.execute(db.text("UPDATE reports SET weight = 13"))
        reporting.count_again(row)
    before = row.rank
    assert before < 50
    thing = adapters_of().of("post").find(case.thing_id)  # type: ignore[union-attr]
    with unit_of_work():
        detecting.detect(thing, (Found("screening", "x", "1", "rest", 0, "y"),))  # type: ignore[arg-type]
    assert db.session.get_one(Case, case.id, populate_existing=True).rank == before
