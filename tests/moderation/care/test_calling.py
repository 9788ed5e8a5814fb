"""Somebody may be in danger: those who look after people hear that something waits, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Member
from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.core.mail.outbox import of_member
from app.core.transactions import unit_of_work
from app.moderation.models import Case
from app.moderation.services import claiming, deciding, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.services.looking_up import case_of
from app.notifications.models import Notice
from tests.factories import Maker
from tests.moderation.care.conftest import HARD_WORDS
from tests.support.at_once import at_once
from tests.support.queries import count_queries

CALM = "I slept well and walked to the shop."
HARD = ("distress", "crisis", "danger", "suicid", "red", "live any more", "burden", "worried", "24")


@pytest.fixture(autouse=True)
def addresses(app: Flask, here: Any) -> None:
    """Lark and Dove have proved to read at their addresses."""
    with app.app_context(), unit_of_work():
        which = update(Member).where(Member.id.in_((here.lark.id, here.dove.id)))
        db.session.execute(which.values(email_confirmed_at=now()))


def calls(app: Flask) -> list[tuple[int, dict[str, Any], str]]:
    """Whom the desk called: member, facts and path of each notice."""
    with app.app_context():
        rows = select(Notice.member_id, Notice.values, Notice.path).order_by(Notice.member_id)
        return [tuple(row) for row in db.session.execute(rows.where(Notice.kind == "desk_waits"))]


def letters(app: Flask, member: Any) -> list[Letter]:
    with app.app_context():
        which = select(Letter).where(Letter.recipient == of_member(member.id))
        return list(db.session.scalars(which))


def write(client, here, body: str):
    return client.post(f"/topics/{here.topic.public_id}/reply", data={"body": body})


def worry(app: Flask, by: Any, post: Any, reason: str = "worried") -> str:
    """Somebody reports a post; the public id of its case."""
    with app.test_request_context(), unit_of_work():
        about = {"kind": "post", "thing_id": post.public_id, "reason": reason}
        row = reporting.report(by=viewer_of(by.id), **about)
        return db.session.get_one(Case, row.case_id).public_id


def test_everybody_with_the_role_hears_that_something_waits(app, client, here):
    write(client.sign_in(here.writer), here, HARD_WORDS)
    assert calls(app) == sorted((one.id, {}, "/desk") for one in (here.lark, here.dove))
    for one in (here.lark, here.dove):
        (letter,) = letters(app, one)
        assert letter.subject == "Something waits at the desk"
        said = (letter.subject + letter.body).lower()
        assert "/desk" in said
        assert [word for word in (*HARD, here.writer.display_name.lower()) if word in said] == []
    notice = client.sign_in(here.lark).page("/me/inbox").main.text
    assert "Something waits at the desk" in notice
    assert [word for word in HARD if word in notice.lower()] == []


def test_no_flood_until_somebody_has_looked(app, client, here):
    client.sign_in(here.writer)
    for number in range(3):
        write(client, here, f"{HARD_WORDS} {number}")
    assert len(calls(app)) == 2
    with app.app_context(), unit_of_work():
        seen = update(Notice).where(Notice.member_id == here.lark.id)
        db.session.execute(seen.values(read_at=now()))
    write(client, here, f"{HARD_WORDS} again")
    assert [one[0] for one in calls(app)].count(here.lark.id) == 2
    assert [one[0] for one in calls(app)].count(here.dove.id) == 1
    assert len(letters(app, here.lark)) == 2


def test_the_author_and_a_reporter_are_not_called(app, make: Maker, here):
    post = make.post(topic=here.topic, by=here.lark, body="Words")
    wren = make.member(display_name="Wren", roles=("safeguarding",))
    make.membership(group=here.group, member=here.dove)
    worry(app, here.dove, post)
    assert [one[0] for one in calls(app)] == [wren.id]


@pytest.mark.parametrize("reason", ["unkind", "other"])
def test_other_cases_wait_in_the_queue(app, make, here, reason):
    worry(app, here.reader, make.post(topic=here.topic, by=here.writer), reason)
    assert calls(app) == []


def test_what_becomes_urgent_later_calls_too(app, make, here):
    post = make.post(topic=here.topic, by=here.writer)
    worry(app, here.reader, post, "unkind")
    assert calls(app) == []
    worry(app, here.reader, post, "worried")
    assert len(calls(app)) == 2
    assert letters(app, here.writer) == []


def test_a_case_that_opens_again_calls_again(app, make, here):
    post = make.post(topic=here.topic, by=here.writer)
    case_id = worry(app, here.reader, post)
    why = "A sentence that is long enough for anybody."
    with app.test_request_context(), unit_of_work():
        lark = viewer_of(here.lark.id)
        claiming.claim(by=lark, case_id=case_id)
        deciding.decide(
            by=lark, case_id=case_id, version=case_of(lark, case_id).version, action="nothing",
            reasons=Reasons(ground="none", facts=why, explanation=why),
        )  # fmt: skip
        db.session.execute(update(Notice).values(read_at=now()))
    worry(app, here.reader, post)
    assert len(calls(app)) == 4


def test_the_second_person_is_called(app, client, here, case):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Notice).values(read_at=now()))
    said = {"step": "emergency", "words": "Called.", "second": here.dove.public_id}
    client.sign_in(here.lark).post(case, data=said)
    assert [one[0] for one in calls(app)].count(here.dove.id) == 2
    assert [one[0] for one in calls(app)].count(here.lark.id) == 1


def test_two_who_call_at_once_call_each_person_once(app, make, here):
    posts = [make.post(topic=here.topic, by=here.writer) for _n in range(2)]
    raised = at_once(app, [lambda post=post: worry(app, here.reader, post) for post in posts])
    assert raised == []
    assert len(calls(app)) == 2


def test_a_post_without_findings_asks_for_nobody(app, client, make, here):
    """However many hold the role: publishing takes no more statements."""
    client.sign_in(here.writer)
    write(client, here, CALM)
    with count_queries() as before:
        write(client, here, f"{CALM} Yes.")
    for name in range(5):
        make.member(display_name=f"More {name}", roles=("safeguarding",))
    with count_queries() as after:
        write(client, here, f"{CALM} No.")
    assert len(after) == len(before)
    assert not any("role_grants" in one and "safeguarding" in one for one in after)
    assert calls(app) == []
