"""Stewards hear of a first post before the day is over in which somebody turns to its author."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.community.models import Membership
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement import jobs
from app.notifications.services.kinds import words_of
from tests.engagement.first_posts import first_post_of, start
from tests.engagement.welcoming_people import asked, told
from tests.factories import Maker
from tests.moderation.restrictions.judging import restrict


@pytest.fixture
def group(inside: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """Two stewards; in another group, with a steward of its own, somebody waits as well."""
    other = make.group(stewards=(cast.moderator,))
    with unit_of_work():
        start(other, 1, ago=timedelta(hours=20))
    return make.group(stewards=(cast.steward, cast.carer), members=(cast.patient,))


def call() -> None:
    jobs.call_stewards.function()


def waits(group: Any, **values: Any) -> str:
    """Somebody wrote for the first time; the page of their post."""
    with unit_of_work():
        [topic] = start(group, 1, **values)
        return f"/posts/{first_post_of(topic).public_id}"


def test_after_eighteen_hours_every_steward_of_the_group_hears_it_once(
    cast: SimpleNamespace, group: Any
):
    page = waits(group, ago=timedelta(hours=18, minutes=1))
    call()
    call()
    assert told(cast.steward) == told(cast.carer) == [("welcome_due", page)]
    assert len(told(cast.moderator)) == 1 and told(cast.patient) == []


def test_two_posts_are_two_calls(cast: SimpleNamespace, group: Any):
    pages = [waits(group, ago=timedelta(hours=hours)) for hours in (22, 19)]
    call()
    assert told(cast.steward) == [("welcome_due", page) for page in pages]


@pytest.mark.parametrize(
    "values",
    [
        {"ago": timedelta(hours=17, minutes=59)},
        {"ago": timedelta(hours=24, minutes=1)},
        {"ago": timedelta(hours=20), "answered": timedelta(hours=1)},
        {"ago": timedelta(hours=20), "kind": "announcement"},
    ],
    ids=["too soon", "the day is over", "answered", "an announcement"],
)
def test_nobody_is_called_without_need(cast: SimpleNamespace, group: Any, values: dict[str, Any]):
    waits(group, **values)
    call()
    assert told(cast.steward) == []


@pytest.mark.parametrize(("reply", "calls"), [("yes", 0), (None, 1), ("no", 1)])
def test_a_helper_who_said_yes_is_enough(
    cast: SimpleNamespace, group: Any, reply: str | None, calls: int
):
    with unit_of_work():
        [topic] = start(group, 1, ago=timedelta(hours=20))
        asked(cast.patient, SimpleNamespace(id=topic.opened_by_id), group, reply, hours=3)
    call()
    assert len(told(cast.steward)) == calls


def test_the_suspended_are_not_called(inside: Flask, cast: SimpleNamespace, group: Any):
    waits(group, ago=timedelta(hours=20))
    restrict(inside, cast.moderator, cast.carer, "suspended")
    call()
    assert [kind for kind, _ in told(cast.steward)] == ["welcome_due"]
    assert "welcome_due" not in [kind for kind, _ in told(cast.carer)]


def test_nobody_is_called_to_their_own_post(cast: SimpleNamespace, group: Any):
    with unit_of_work():
        [topic] = start(group, 1, ago=timedelta(hours=20))
        author = SimpleNamespace(id=topic.opened_by_id)
        in_group = {"group_id": group.id, "member_id": author.id}
        db.session.query(Membership).filter_by(**in_group).update({"role": "steward"})
    call()
    assert told(author) == [] and len(told(cast.steward)) == 1


@pytest.mark.parametrize(
    "kind",
    ["welcome_asked", "welcome_coming", "welcome_declined", "welcome_due", "reading_is_fine"],
)
def test_words_of_notices_are_calm(app: Flask, kind: str):
    with app.test_request_context():
        said = " ".join(words_of(kind, {})).lower()
    assert said and not any(word in said for word in ("must", "immediately", "urgent", "failed"))
