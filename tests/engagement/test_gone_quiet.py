"""Who has gone quiet by their own rhythm, and after what (science.md E16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import DayCount
from app.engagement.services.following_up import follow_up
from app.engagement.services.panels.gone_quiet import gone_quiet as panel
from app.engagement.services.silences import Quiet, gone_quiet, silence_on
from app.moderation.models import CareStep, Case, Decision
from app.moderation.steps import GONE
from tests.engagement.first_posts import first_post_of
from tests.engagement.test_first_answer import scope

WHY = "A sentence that is long enough for anybody."


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """The stranger was there long ago, in another group."""
    there(make.group(members=(cast.stranger,)), cast.stranger, 10, 11)
    return make.group(members=(cast.patient, cast.other_patient, cast.carer))


def there(group: Any, member: Any, *ago: int) -> None:
    """The member was there so many days ago (1 is yesterday)."""
    with unit_of_work():
        db.session.execute(insert(DayCount), [
            {
                "group_id": group.id, "member_id": member.id, "day": day(one), "pages_read": 1,
                "posts": 0, "reactions": 0, "messages": 0,
            }
            for one in ago
        ])  # fmt: skip


def day(ago: int) -> Any:
    """Of the calendar (UTC)."""
    return now().date() - timedelta(days=ago)


def wrote(make: Any, group: Any, member: Any, ago: int) -> Any:
    """The member opened a topic so many days ago, about noon."""
    made = make.topic(group=group, by=member)
    with unit_of_work():
        post = first_post_of(made)
        post.created_at = now() - timedelta(days=ago)
    return post


def case_about(member: Any, thing: Any, ago: int, **values: Any) -> Case:
    """A case about words of a member, opened so many days ago."""
    with unit_of_work():
        row = Case(
            kind="post", thing_id=thing.public_id, author_id=member.id,
            opened_at=now() - timedelta(days=ago), **values,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row


def decide(case: Case, member: Any, ago: int, action: str, **values: Any) -> None:
    """Somebody decided about it so many days ago."""
    with unit_of_work():
        db.session.add(
            Decision(
                case_id=case.id, round=1, member_id=member.id, by_id=None, action=action,
                ground="unkind", facts=WHY, explanation=WHY, notice="report",
                taken_at=now() - timedelta(days=ago), **values,
            )
        )  # fmt: skip


def quiet(group: Any) -> list[Quiet]:
    """Those of a group, of the site without one, as of yesterday."""
    return list(gone_quiet(silence_on(group and group.id, day(1))))


def reasons(group: Any) -> dict[int, str]:
    return {one.member_id: one.why for one in quiet(group)}


def test_everybody_has_their_own_rhythm(group: Any, cast: SimpleNamespace):
    """After 40 days: who was there every day is missed, who comes every 20 days is not."""
    there(group, cast.patient, 41, 42, 43, 44)
    there(group, cast.other_patient, 41, 61, 81)
    (one,) = quiet(group)
    assert (one.member_id, one.since) == (cast.patient.id, day(41 - 29))


@pytest.mark.parametrize(("last", "is_quiet"), [(29, False), (30, True)])
def test_four_weeks_are_never_too_long(
    group: Any, cast: SimpleNamespace, last: int, is_quiet: bool
):
    there(group, cast.patient, last, last + 1)
    assert bool(quiet(group)) is is_quiet


def test_who_is_still_there_in_another_group_is_quiet_in_this_one_only(
    group: Any, make: Any, cast: SimpleNamespace
):
    there(group, cast.patient, 40, 41)
    there(make.group(members=(cast.patient,)), cast.patient, 2)
    assert reasons(group) == {cast.patient.id: "unknown"}
    assert reasons(None) == {}


def test_after_a_post_that_nobody_answered(group: Any, make: Any, cast: SimpleNamespace):
    for member in (cast.patient, cast.other_patient):
        there(group, member, 40, 41)
    wrote(make, group, cast.patient, 41)
    answered = wrote(make, group, cast.other_patient, 41)
    make.post(topic=SimpleNamespace(id=answered.topic_id), by=cast.carer)
    assert reasons(group) == {cast.patient.id: "unanswered", cast.other_patient.id: "unknown"}


def test_an_answer_that_was_taken_away_and_their_own_next_post_are_none(
    group: Any, make: Any, cast: SimpleNamespace
):
    there(group, cast.patient, 40, 41)
    place = SimpleNamespace(id=wrote(make, group, cast.patient, 41).topic_id)
    make.post(topic=place, by=cast.carer, deleted_at=now())
    assert reasons(group) == {cast.patient.id: "unanswered"}
    make.post(topic=place, by=cast.patient, created_at=now() - timedelta(days=40))
    assert reasons(group) == {cast.patient.id: "unanswered"}


def test_what_was_answered_in_another_group_is_no_answer_in_this_one(
    group: Any, make: Any, cast: SimpleNamespace
):
    there(group, cast.patient, 40, 41)
    wrote(make, group, cast.patient, 41)
    elsewhere = wrote(make, make.group(members=(cast.patient,)), cast.patient, 40)
    make.post(topic=SimpleNamespace(id=elsewhere.topic_id), by=cast.carer)
    assert reasons(group) == {cast.patient.id: "unanswered"}


def test_an_unanswered_post_of_long_before_is_not_what_came_last(
    group: Any, make: Any, cast: SimpleNamespace
):
    there(group, cast.patient, 40, 41, 42, 80)
    wrote(make, group, cast.patient, 80)
    assert reasons(group) == {cast.patient.id: "unknown"}


@pytest.mark.parametrize(
    ("ago", "action", "values", "why"),
    [
        (42, "reply_limit", {}, "conflict"),
        (35, "suspend", {}, "conflict"),
        (42, "ask", {}, "unanswered"),
        (75, "hide", {}, "unanswered"),
        (42, "hide", {"ended_at": now()}, "unanswered"),
    ],
)
def test_after_something_was_limited(
    group: Any, make: Any, cast: SimpleNamespace, ago: int, action: str, values: Any, why: str
):
    """A gentle question limits nothing, and what was taken back counts for nothing."""
    there(group, cast.patient, 40, 41)
    post = wrote(make, group, cast.patient, 41)
    decide(case_about(cast.patient, post, ago), cast.patient, ago, action, **values)
    assert reasons(group) == {cast.patient.id: why}


def test_after_words_of_distress_somebody_is_on_no_board_and_asked_after(
    group: Any, make: Any, cast: SimpleNamespace
):
    there(group, cast.patient, 40, 41)
    post = wrote(make, group, cast.patient, 41)
    case = case_about(cast.patient, post, 41, level="amber", is_sensitive=True)
    decide(case, cast.patient, 40, "hide")
    assert reasons(group) == {cast.patient.id: "safeguarding"}
    assert panel(scope(group))["reasons"] == dict.fromkeys(("unanswered", "conflict", "unknown"))
    assert asked_after() == [(case.id, "away", "", None, now().date())]


def asked_after() -> Sequence[Any]:
    """Run what the job runs; every step of care there is."""
    with unit_of_work():
        follow_up()
    columns = (CareStep.case_id, CareStep.step, CareStep.words, CareStep.by_id, CareStep.due_on)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(CareStep.id))]


def test_they_are_asked_after_once(group: Any, make: Any, cast: SimpleNamespace):
    there(group, cast.patient, 40, 41)
    post = wrote(make, group, cast.patient, 41)
    case_about(cast.patient, post, 41, level="red", is_sensitive=True)
    assert len(asked_after()) == 1
    assert len(asked_after()) == 1


@pytest.mark.parametrize(
    ("ago", "values"),
    [
        (41, {"level": "rest"}),
        (41, {"level": "rest", "is_sensitive": True, "gone": True}),
        (75, {"level": "red", "is_sensitive": True}),
    ],
)
def test_nobody_else_is_asked_after(
    group: Any, make: Any, cast: SimpleNamespace, ago: int, values: Any
):
    """Nor whoever was in distress long before they were there last, nor where it was let go of."""
    there(group, cast.patient, 40, 41)
    post, values = wrote(make, group, cast.patient, 41), dict(values)
    thing = SimpleNamespace(public_id=f"{GONE}1") if values.pop("gone", False) else post
    case_about(cast.patient, thing, ago, **values)
    assert reasons(group) == {cast.patient.id: "unanswered"}
    assert asked_after() == []


def test_whoever_is_still_there_is_not_asked_after(group: Any, make: Any, cast: SimpleNamespace):
    there(group, cast.patient, 5, 6)
    post = wrote(make, group, cast.patient, 6)
    case_about(cast.patient, post, 6, level="red", is_sensitive=True)
    assert asked_after() == []


def test_the_board_counts_and_names_nobody(make: Any, group: Any):
    """12 went quiet lately, 6 before the window of 28 days began; one in distress is in neither, and
    those of another group are not."""
    people = [make.member() for _ in range(19)]
    other, group = make.group(members=tuple(people)), make.group(members=tuple(people))
    there(other, people[0], 32, 33)
    for member in people[:12]:
        there(group, member, 32, 33)
    for member in people[12:18]:
        there(group, member, 70, 71)
    there(group, people[18], 32, 33)
    post = wrote(make, group, people[18], 33)
    case_about(people[18], post, 33, level="red", is_sensitive=True)
    assert panel(scope(group))["quiet"] == 20
    told = panel(scope(group, window=28))
    assert told["quiet"] == 10
    assert told["reasons"] == {"unanswered": None, "conflict": None, "unknown": 10}
    assert told["population"] == 20
