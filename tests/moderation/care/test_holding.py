"""Words that name a way wait until a person has read them; nobody is punished for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.audit.models import AuditEntry
from app.community.models import Post, PostRevision
from app.core.database import db
from app.core.mail import Letter
from app.moderation.models import Case, Decision, Evidence, Hold
from app.moderation.services import holding
from app.moderation.steps import ASK, HIDE, NOTHING, REDUCE, REMOVE
from app.notifications.models import Notice
from tests.moderation.restrictions.judging import judge, reverse
from tests.support.client import SiteClient
from tests.support.distress import CALM, NAMES_A_WAY, NAMES_NONE, read_with_stand_ins

WAITS = "A person on our team reads this first."


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test names a real way."""
    read_with_stand_ins(monkeypatch)


def all_of(app: Flask, model: type) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def newest(app: Flask) -> Post:
    return all_of(app, Post)[-1]


@pytest.fixture
def reply(app: Flask, client: SiteClient, here: SimpleNamespace):
    """`reply(words)` by the writer, after a calm one; what was written."""

    def write(body: str = NAMES_A_WAY) -> Post:
        client.sign_in(here.writer)
        client.post(f"/topics/{here.topic.public_id}/reply", data={"body": CALM})
        client.post(f"/topics/{here.topic.public_id}/reply", data={"body": body})
        return newest(app)

    return write


def edit(client: SiteClient, here: SimpleNamespace, post: Post, body: str) -> Any:
    return client.sign_in(here.writer).post(f"/posts/{post.public_id}/edit", data={"body": body})


def text(client: SiteClient, here: SimpleNamespace, who: str) -> str:
    return client.sign_in(getattr(here, who)).page(f"/topics/{here.topic.public_id}").main.text


def test_it_waits_from_the_moment_in_which_it_is_published(app, client, here, reply):
    post = reply()
    (hold,), (case,) = all_of(app, Hold), all_of(app, Case)
    assert (hold.case_id, hold.ended_at, hold.ended_as) == (case.id, None, None)
    assert (case.thing_id, case.level, case.is_sensitive) == (post.public_id, "red", True)
    assert (post.hidden_as, post.body) == ("held", NAMES_A_WAY)
    said = text(client, here, "reader")
    assert WAITS in said and CALM in said and "glimmerroot" not in said


@pytest.mark.parametrize("word", ["sanction", "harm", "struggling", "hidden", "moderators"])
def test_others_read_neither_why_nor_a_word_of_blame(client, here, reply, word):
    reply()
    assert word not in text(client, here, "reader").lower()


def test_its_author_reads_it_and_why_and_where_help_is(client, here, reply):
    post = reply()
    page = client.sign_in(here.writer).page(f"/topics/{here.topic.public_id}")
    mine = page.select_one("#p-3")
    for words in (NAMES_A_WAY, "Only you see these words", "no sanction", "in other words"):
        assert words in mine.text
    links = [link["href"] for link in mine.select("a")]
    assert links == ["/care", f"/posts/{post.public_id}/edit"]


def test_a_wish_alone_stands_and_its_case_waits_for_a_person(app, client, here, reply):
    post = reply(NAMES_NONE)
    assert (post.hidden_as, all_of(app, Hold)) == (None, [])
    assert [case.level for case in all_of(app, Case)] == ["red"]
    assert NAMES_NONE in text(client, here, "reader")


def test_in_other_words_it_stands_at_once_and_a_person_looks_all_the_same(app, client, here, reply):
    post = reply()
    edit(client, here, post, NAMES_NONE)
    (hold,), (case,) = all_of(app, Hold), all_of(app, Case)
    assert (hold.ended_as, hold.ended_at is None, case.state) == ("changed", False, "open")
    assert NAMES_NONE in text(client, here, "reader")
    # What nobody had read does not come to light as an earlier version.
    assert all_of(app, PostRevision) == []
    assert "glimmerroot" not in client.page(f"/posts/{post.public_id}/history").text


def test_what_waits_is_kept_for_the_person_in_every_wording(app, client, here, reply):
    post = reply()
    other = NAMES_A_WAY.replace("7", "9")
    edit(client, here, post, other)
    edit(client, here, post, NAMES_NONE)
    assert [one.words for one in all_of(app, Evidence)] == [NAMES_A_WAY, other]
    assert len(all_of(app, Hold)) == 1


def test_a_post_that_stood_waits_after_an_edit_and_again_after_the_next(app, client, here, reply):
    post = reply(CALM)
    for body, ends in (
        (NAMES_A_WAY, [None]),
        (CALM, ["changed"]),
        (NAMES_A_WAY, ["changed", None]),
    ):
        edit(client, here, post, body)
        assert [hold.ended_as for hold in all_of(app, Hold)] == ends
    assert "glimmerroot" not in text(client, here, "reader")


@pytest.mark.parametrize("action", [NOTHING, ASK])
def test_a_person_who_lets_it_stand_ends_the_waiting(app, client, here, reply, action):
    post = reply()
    judge(app, here.lark, post, action, ground="none" if action == NOTHING else "method")
    assert [hold.ended_as for hold in all_of(app, Hold)] == ["shown"]
    assert NAMES_A_WAY in text(client, here, "reader")
    edit(client, here, post, f"{NAMES_A_WAY} Thank you.")
    assert len(all_of(app, Hold)) == 1
    assert "Thank you." in text(client, here, "reader")


@pytest.mark.parametrize("action", [HIDE, REMOVE])
def test_a_person_who_hides_it_does_so_by_a_decision_that_can_be_reversed(
    app, client, here, reply, action
):
    decision = judge(app, here.lark, reply(), action, ground="method")
    assert [hold.ended_as for hold in all_of(app, Hold)] == ["hidden"]
    assert newest(app).hidden_as == action
    assert "Hidden by moderators." in text(client, here, "reader")
    reverse(app, here.dove, decision)
    assert NAMES_A_WAY in text(client, here, "reader")


def test_waiting_is_no_decision_and_stands_on_my_standing(app, client, here, reply):
    post = reply()
    assert all_of(app, Decision) == []
    page = client.sign_in(here.writer).page("/me/standing")
    assert "What waits for a person" in page.main.text
    assert page.select(f"main a[href='/posts/{post.public_id}']")
    assert "What waits" not in client.sign_in(here.reader).page("/me/standing").main.text
    judge(app, here.lark, post, NOTHING, ground="none")
    assert "What waits" not in client.sign_in(here.writer).page("/me/standing").main.text


def test_what_its_author_takes_back_does_not_come_back_before_a_person_looked(
    app, client, here, reply
):
    post = reply()
    address = f"/posts/{post.public_id}"
    answer = client.sign_in(here.writer).post(f"{address}/delete", follow_redirects=True)
    assert "You deleted the post." in answer.text and "Undo delete" not in answer.text
    assert client.post(f"{address}/restore").status_code == 404
    assert client.get(f"{address}/edit").status_code == 404
    assert "deleted by the person who wrote it" in text(client, here, "reader")
    judge(app, here.lark, post, NOTHING, ground="none")
    assert "glimmerroot" not in text(client, here, "reader")
    assert client.sign_in(here.writer).post(f"{address}/restore").status_code == 303
    assert NAMES_A_WAY in text(client, here, "reader")


def test_the_author_is_told_in_words_that_say_nothing(app, client, here, reply):
    reply()
    client.post(f"/topics/{here.topic.public_id}/reply", data={"body": NAMES_A_WAY})
    (notice,) = [one for one in all_of(app, Notice) if one.member_id == here.writer.id]
    assert (notice.kind, notice.values, notice.path) == ("thing_held", {}, "/me/standing")
    (letter,) = [one for one in all_of(app, Letter) if one.kind == "thing_held"]
    told = f"{letter.subject} {letter.body}".lower()
    for word in ("glimmerroot", "vanish", "crisis", "distress", "suicid", "harm", "not safe"):
        assert word not in told


def test_the_log_does_not_tell_that_somebody_waited(app, client, here, reply):
    judge(app, here.lark, reply(), NOTHING, ground="none")
    told = " ".join(f"{row.action} {row.details}" for row in all_of(app, AuditEntry))
    for word in ("held", "hold", "method", "wait"):
        assert word not in told


def test_the_desk_says_since_when_to_those_who_may_know(app, client, here, reply):
    post = reply()
    (case,) = all_of(app, Case)
    desk = client.sign_in(here.lark).page("/desk")
    assert "held back since" in desk.main.text
    assert "Held back since" in client.page(f"/desk/cases/{case.public_id}").main.text
    assert "held back" not in client.sign_in(here.moderator).page("/desk").main.text
    judge(app, here.lark, post, NOTHING, ground="none")
    assert "held back" not in client.sign_in(here.lark).page("/desk").main.text


@pytest.mark.parametrize(
    ("step", "words"), [("0", "it stands again"), ("5", "becomes a decision with reasons")]
)
def test_the_form_says_what_each_step_does_to_it(app, client, here, reply, step, words):
    reply()
    (case,) = all_of(app, Case)
    client.sign_in(here.lark).post(f"/desk/cases/{case.public_id}/claim")
    asked = {"step": step, "rule": "0"}
    page = client.get(f"/desk/cases/{case.public_id}/decide", query_string=asked)
    assert words in page.text


def test_whoever_said_no_to_reading_never_waits(app, client, here, reply):
    client.sign_in(here.writer).post("/me/reading", data={})
    assert reply().hidden_as is None


def test_an_unread_edit_leaves_it_waiting(app, client, here, reply):
    post = reply()
    client.sign_in(here.writer).post("/me/reading", data={})
    edit(client, here, post, CALM)
    assert [hold.ended_at for hold in all_of(app, Hold)] == [None]
    assert newest(app).hidden_as == "held"


def test_what_cannot_be_held_back_is_not_lost(app, client, here, reply, monkeypatch):
    def stumble(*_: object, **_more: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(holding, "emit", stumble)
    post = reply()
    assert (post.hidden_as, post.deleted_at, all_of(app, Hold)) == (None, None, [])
    assert [(case.level, case.state) for case in all_of(app, Case)] == [("red", "open")]
    assert NAMES_A_WAY in text(client, here, "writer")


def test_what_the_database_refuses_in_between_is_not_published_unseen(
    app, client, here, reply, monkeypatch
):
    def refuse(*_: object, **_more: object) -> None:
        raise OperationalError("hold", {}, Exception("deadlock detected"))

    post = reply(CALM)
    monkeypatch.setattr(holding, "emit", refuse)
    assert edit(client, here, post, NAMES_A_WAY).status_code >= 500
    assert newest(app).body == CALM
    assert NAMES_A_WAY not in text(client, here, "reader")


def test_reducing_shows_a_topic_lower_in_its_list(app, client, here):
    client.sign_in(here.writer).post(
        f"/groups/{here.group.slug}/topics/new",
        data={"kind": "question", "title": "Tonight", "body": NAMES_A_WAY, "publish": "1"},
    )
    judge(app, here.lark, newest(app), REDUCE, ground="method")
    assert [hold.ended_as for hold in all_of(app, Hold)] == ["shown"]
    assert "Tonight" in client.sign_in(here.reader).page(f"/groups/{here.group.slug}").text
