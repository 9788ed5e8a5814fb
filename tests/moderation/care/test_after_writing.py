"""Somebody writes that they are not safe: they are shown where to turn, and a person looks."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Case, Detection
from app.moderation.services import reading_posts
from tests.moderation.care.conftest import HARD_WORDS
from tests.support.client import SiteClient


def write(client: SiteClient, here: SimpleNamespace, body: str):
    return client.post(f"/topics/{here.topic.public_id}/reply", data={"body": body})


def read(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def cases(app) -> list[Case]:
    with app.app_context():
        return list(db.session.scalars(select(Case)))


def test_the_author_sees_a_page_of_care_and_the_post_is_where_it_is(app, client, here):
    answer = write(client.sign_in(here.writer), here, HARD_WORDS)
    assert answer.location == "/care"
    page = client.page(answer.location)
    assert "We are glad you wrote" in page.h1.text
    assert page.select_one(f"main a[href^='/topics/{here.topic.public_id}']")
    assert HARD_WORDS in client.sign_in(here.reader).get(f"/topics/{here.topic.public_id}").text


def test_a_case_for_the_safeguarding_role_says_which_words_it_went_by(app, client, here):
    write(client.sign_in(here.writer), here, HARD_WORDS)
    (case,) = cases(app)
    assert (case.level in ("red", "crisis"), case.is_sensitive, case.state) == (True, True, "open")
    with app.app_context():
        found = list(db.session.scalars(select(Detection)))
    assert found
    assert all(one.by == "crisis" and one.rule and one.matched for one in found)


@pytest.mark.parametrize(
    "body",
    [
        "My mother died last year and I miss her.",
        "This headache is killing me, does anybody else get it at night?",
        "I slept well and walked to the shop.",
    ],
)
def test_grief_and_pain_lead_straight_to_the_post(app, client, here, body):
    answer = write(client.sign_in(here.writer), here, body)
    assert answer.location.startswith(f"/topics/{here.topic.public_id}")
    assert not [case for case in cases(app) if case.is_sensitive]


def test_the_first_post_and_an_edit_are_read_too(app, client, here):
    client.sign_in(here.writer)
    opened = client.post(
        f"/groups/{here.group.slug}/topics/new",
        data={"kind": "question", "title": "Tonight", "body": HARD_WORDS, "publish": "1"},
    )
    assert opened.location == "/care"
    posted = write(client, here, "Good morning to all of you.")
    with app.app_context():
        from app.community.models import Post

        calm = db.session.scalars(select(Post).where(Post.body.startswith("Good morning"))).one()
    edited = client.post(f"/posts/{calm.public_id}/edit", data={"body": HARD_WORDS})
    assert posted.location.startswith("/topics/")
    assert edited.location == "/care"
    assert len(cases(app)) == 2


def test_who_said_no_is_not_read_and_can_be_reported_all_the_same(app, client, here):
    client.sign_in(here.writer).post("/me/reading", data={})
    answer = write(client, here, HARD_WORDS)
    assert answer.location.startswith("/topics/")
    assert cases(app) == []
    client.post("/me/reading", data={"is_read": "y"})
    assert write(client, here, HARD_WORDS).location == "/care"


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_page_leads_nowhere_else(client, here, next_):
    client.sign_in(here.writer)
    data = {"next": next_, "country": "IE"}
    pages = [client.page(f"/care?next={next_}"), read(client.post("/care", data=data))]
    for page in pages:
        assert page.select("main a[href*='elsewhere']") == []
        assert page.select_one("main .actions a")["href"] == "/"


def test_nothing_of_it_is_left_for_who_comes_after(app, client, here):
    """A telephone that others use: its history leads to a page that says nothing of anybody."""
    write(client.sign_in(here.writer), here, HARD_WORDS)
    assert "We are glad you wrote" in client.page("/care").text
    later = client.page("/care")
    assert "glad you wrote" not in later.text
    assert here.topic.public_id not in later.main.decode()
    assert "You can call somebody" in later.h1.text


def test_choosing_a_country_keeps_the_way_on_out_of_the_address(client, here, line):
    answer = write(client.sign_in(here.writer), here, HARD_WORDS)
    page = client.page(answer.location)
    form = page.select_one("main form:has(select[name=country])")
    assert (form["method"], form["action"]) == ("post", "/care")
    sent = {one["name"]: one["value"] for one in form.select("input[name]")} | {"country": "IE"}
    chosen = read(client.post(form["action"], data=sent))
    assert chosen.select("main a[href='tel:+3530000000']")
    assert chosen.select_one("main .actions a")["href"].startswith(
        f"/topics/{here.topic.public_id}"
    )
    assert "We are glad you wrote" in chosen.h1.text


def test_the_page_needs_a_member(client):
    assert client.get("/care").status_code == 302


def test_a_program_that_stumbles_keeps_nobody_from_posting(app, client, here, monkeypatch):
    def stumble(*_: object) -> None:
        raise ValueError("a word it cannot take")

    monkeypatch.setattr(reading_posts, "read", stumble)
    answer = write(client.sign_in(here.writer), here, HARD_WORDS)
    assert answer.location.startswith(f"/topics/{here.topic.public_id}")
    assert cases(app) == []


def test_a_slight_sign_is_for_the_safeguarding_role_too(app, client, here):
    write(client.sign_in(here.writer), here, "I have no hope left that anything gets better.")
    assert [(case.level, case.is_sensitive) for case in cases(app)] == [("amber", True)]


@pytest.mark.parametrize(("who", "on"), [("moderator", False), ("lark", True)])
def test_the_page_says_who_is_there_only_if_they_may_look(client, here, who, on):
    client.sign_in(getattr(here, who)).post("/desk/shift/begin")
    text = client.sign_in(here.writer).page("/care").main.text
    assert ("Somebody is here now" in text, "Nobody is at the desk" in text) == (on, not on)


def test_the_end_of_a_very_long_post_is_read_too(app, client, here):
    client.sign_in(here.writer)
    write(client, here, "It was a quiet day. " * 1_900 + HARD_WORDS)
    assert [case.is_sensitive for case in cases(app)] == [True]
