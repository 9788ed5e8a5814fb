"""Words that somebody does not want to meet: folded for them, and for nobody else, wherever posts and
messages are read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.moderation.models import ContentFilter
from app.moderation.services import filtering
from tests.chat.pages import Page
from tests.support.client import SiteClient
from tests.support.queries import count_queries

FOLDED = "Holds words you filter"


@pytest.fixture
def filters(app: Flask, talk: SimpleNamespace, make) -> Any:
    """`filters("tea")`: from now on the patient does not want to meet it; pages stay open."""

    def act(*words: str) -> None:
        for one in words:
            assert talk.browser.post("/me/filters", data={"words": one}).status_code == 303
        talk.one.got()

    return act


def folded(page: Any) -> list[str]:
    """The text of every post that is folded."""
    return [one.select_one(".prose").text.strip() for one in page.select("details.post-fold")]


@pytest.mark.parametrize(
    ("filter_", "words", "found"),
    [
        ("tumour", "They found two Tumors.", True),
        ("Crohn's", "my CROHNS again", True),
        ("weight loss", "Weight-loss was hard", True),
        ("weight loss", "weight and loss", False),
        ("tea", "steady steam", False),
        ("café", "a CAFE at noon", True),
        ("fish", "Fish &amp; chips", True),
    ],
)
def test_whole_words_in_any_spelling(filter_: str, words: str, found: bool):
    assert filtering.holds((filtering.spelling(filter_),), words) == found


def test_marks_of_html_are_no_words():
    text = filtering.text_of('<p class="strong">soft <strong>tea</strong> &amp; <em>mi</em>lk</p>')
    assert not filtering.holds(("strong",), text) and not filtering.holds(("p",), text)
    assert filtering.holds(("tea",), text)


def test_posts_are_folded_for_who_asked_and_for_nobody_else(talk, make, filters, cast):
    make.post(topic=talk.topic, by=cast.other_patient, body="Hot SOUPS help")
    make.post(topic=talk.topic, by=cast.other_patient, body="Coffee helps")
    make.post(topic=talk.topic, by=talk.patient, body="My soup")
    filters("soup")
    address = f"/topics/{talk.topic.public_id}"
    page = talk.browser.page(address)
    assert folded(page) == ["Hot SOUPS help"]
    assert page.select_one("details.post-fold > summary").text == FOLDED
    assert page.select_one("details.post-fold #p-2")
    other = talk.other.browser.page(address)
    assert not folded(other) and FOLDED not in other.text


def test_messages_are_folded_on_the_rooms_page_and_its_days(talk, make, filters, cast):
    said = make.message(room=talk.room, by=cast.other_patient, body="Tea at five")
    make.message(room=talk.room, by=cast.other_patient, body="x", content_note="tea")
    make.message(room=talk.room, by=talk.patient, body="My tea", reply_to_id=said.id)
    filters("tea")
    room = f"/rooms/{talk.room.public_id}"
    for address in (room, f"{room}/days/{said.created_at:%Y-%m-%d}"):
        page = talk.browser.page(address)
        summaries = [one.text for one in page.select(".message-fold > summary")]
        assert summaries == [FOLDED, FOLDED], address
        assert "Tea at five" not in page.select_one("#m-3 .message-reply").text
        assert not talk.other.browser.page(address).select(".message-fold")


def test_so_are_live_items_for_one_page_and_not_for_the_other(talk, make, filters, cast):
    filters("tea")
    third = Page(talk.browser.application, cast.other_patient)
    assert third.join(talk.room)["ok"]
    assert third.say(talk.room, "Tea at five")["ok"] and third.say(talk.room, "Coffee")["ok"]
    mine, theirs = talk.one.got("said"), talk.other.got("said")
    fold = '<details class="message-fold"><summary data-word="filtered"></summary><article'
    assert [fold in one["item"] for one in mine] == [True, False]
    assert [one["item"].count("details") for one in theirs] == [0, 0]
    assert mine[0]["item"].replace(fold, "<article").replace("</details>", "") == theirs[0]["item"]


def test_so_is_what_a_page_missed_and_what_it_fetches_anew(talk, make, filters, cast):
    said = make.message(room=talk.room, by=cast.other_patient, body="Tea at five")
    filters("tea")
    room = talk.room.public_id
    for answer in (
        talk.one.ask("sync", room=room, after=0),
        talk.one.join(talk.room),
        talk.browser.get(f"/rooms/{room}/news?after=0").get_json(),
    ):
        [[_name, data]] = answer["entries"]
        assert "message-fold" in data["item"]
    item = f"/rooms/{room}/messages/{said.public_id}/item"
    assert talk.browser.page(item).select_one(".message-fold").summary.text == FOLDED
    assert not talk.other.browser.page(item).select(".message-fold")
    [[_name, data]] = talk.other.join(talk.room)["entries"]
    assert "message-fold" not in data["item"]


def test_ones_own_words_stay_open(talk, filters):
    filters("tea")
    assert talk.one.say(talk.room, "My tea")["ok"]
    [said] = talk.one.got("said")
    assert "message-fold" not in said["item"]


def test_what_is_taken_away_is_read_again_also_live(talk, make, filters, rows, cast):
    filters("tea")
    [row] = rows(ContentFilter)
    assert talk.browser.post(f"/me/filters/{row.public_id}/remove").status_code == 303
    assert talk.other.say(talk.room, "Tea at five")["ok"]
    [said] = talk.one.got("said")
    assert "message-fold" not in said["item"]


def test_the_page_lists_them_and_takes_them_away(client: SiteClient, cast, rows):
    client.sign_in(cast.patient)
    assert client.post("/me/filters", data={"words": " Hot  SOUPS! "}).status_code == 303
    assert client.post("/me/filters", data={"words": "hot soup"}).status_code == 303
    page = client.page("/me/filters")
    assert [one.text for one in page.select(".filters strong")] == ["hot soup"]
    client.post(page.select_one(".filters form")["action"])
    assert not rows(ContentFilter)


def test_nobody_takes_away_anothers(client: SiteClient, app: Flask, cast, talk, filters, rows):
    filters("tea")
    [row] = rows(ContentFilter)
    client.sign_in(cast.stranger)
    assert client.post(f"/me/filters/{row.public_id}/remove").status_code == 303
    assert len(rows(ContentFilter)) == 1
    assert "tea" not in client.page("/me/filters").select_one("main").text.split()


@pytest.mark.parametrize("words", ["", " !? ", "x" * 61, "ﷺ" * 40])
def test_what_cannot_be_looked_for_is_refused(client: SiteClient, cast, rows, words: str):
    client.sign_in(cast.patient)
    assert client.post("/me/filters", data={"words": words}).status_code == 422
    assert not rows(ContentFilter)


def test_there_are_fifty_at_most(app: Flask, client: SiteClient, cast, make, rows):
    with app.app_context(), unit_of_work():
        by = make.viewer(member=cast.patient)
        for number in range(filtering.MOST):
            filtering.add(by=by, words=f"word {number}")
    client.sign_in(cast.patient)
    assert client.post("/me/filters", data={"words": "more"}).status_code == 422
    assert len(rows(ContentFilter)) == filtering.MOST


@pytest.mark.parametrize("address", ["/topics/{topic}", "/rooms/{room}"])
def test_neither_with_nor_without_filters_a_page_asks_more(talk, filters, address: str):
    """They are read in the statement that recognises the session: no statement of their own."""
    page = address.format(topic=talk.topic.public_id, room=talk.room.public_id)
    talk.browser.page(page)
    with count_queries() as before:
        talk.browser.page(page)
    filters("tea", "coffee")
    talk.browser.page(page)
    with count_queries() as after:
        talk.browser.page(page)
    assert len(before) == len(after)
    assert len([one for one in after if "content_filters" in one]) == 1
