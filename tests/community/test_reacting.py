"""Five words for a post: given, taken back, counted."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from flask import Flask

from app.community.events import ReactionGiven
from app.community.models import Post, Reaction, ReadingPlace
from app.community.services import reacting
from app.core import events
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from tests.support.client import SiteClient

KINDS = {
    "thanks": "Thank you",
    "me_too": "Me too",
    "thinking": "Thinking of you",
    "helpful": "Helpful",
    "hope": "Hope",
}


def react(client: SiteClient, post, kind: str):
    return client.post(f"/posts/{post.public_id}/react", data={"kind": kind})


@pytest.mark.parametrize(("kind", "word"), KINDS.items())
def test_a_word_is_given_and_taken_back_with_the_same_button(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row, kind: str, word: str
):
    answer = react(client.sign_in(cast.patient), square.reply, kind)
    assert answer.location.endswith("#p-2")
    button = client.page(answer.location).select_one(f"#p-2 button[value={kind}]")
    assert (button.text, button["aria-pressed"]) == (f"{word}, 1", "true")
    assert getattr(row(Post, square.reply.id), f"{kind}_count") == 1
    react(client, square.reply, kind)
    button = client.page(answer.location).select_one(f"#p-2 button[value={kind}]")
    assert (button.text, button["aria-pressed"]) == (word, "false")
    assert getattr(row(Post, square.reply.id), f"{kind}_count") == 0


def test_counts_add_up_over_people_and_kinds(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    for person in (cast.patient, cast.steward):
        browser = client.application.test_client().sign_in(person)
        react(browser, square.reply, "hope")
        react(browser, square.reply, "thanks")
    react(browser, square.reply, "thanks")
    post = row(Post, square.reply.id)
    assert (post.hope_count, post.thanks_count, post.me_too_count) == (2, 1, 0)
    page = client.page(f"/topics/{square.topic.public_id}")
    assert "Hope, 2" in page.select_one("#p-2").text and not page.select("#p-1 .post-foot span")


def test_one_person_sees_their_own_buttons_pressed_and_not_those_of_others(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    react(client.sign_in(cast.patient), square.reply, "hope")
    other = client.application.test_client().sign_in(cast.steward)
    button = other.page(f"/topics/{square.topic.public_id}").select_one("#p-2 button[value=hope]")
    assert (button.text, button["aria-pressed"]) == ("Hope, 1", "false")


def test_nobody_reacts_to_their_own_words(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    assert react(client.sign_in(cast.other_patient), square.reply, "thanks").status_code == 403
    assert not rows(Reaction)


@pytest.mark.parametrize("kind", ["", "angry", "thanks_count", "Thanks"])
def test_there_are_only_five_words(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows, kind: str
):
    assert react(client.sign_in(cast.patient), square.reply, kind).status_code == 422
    assert not rows(Reaction) and not rows(ReadingPlace)


def test_who_reacts_has_read_up_to_there(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    react(client.sign_in(cast.patient), square.reply, "hope")
    assert [(one.member_id, one.position) for one in rows(ReadingPlace)] == [(cast.patient.id, 2)]


def test_the_same_word_at_the_same_moment_counts_once_or_is_taken_back(
    app: Flask, cast: SimpleNamespace, square: SimpleNamespace, row, rows
):
    together = threading.Barrier(3)

    def press() -> None:
        with app.app_context():
            together.wait()
            with unit_of_work():
                reacting.toggle(by=cast.patient.id, post_id=square.reply.public_id, kind="hope")

    people = [threading.Thread(target=press) for _ in range(3)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert row(Post, square.reply.id).hope_count == len(rows(Reaction)) <= 1


def test_news_goes_out_when_a_word_is_given_not_when_it_is_taken_back(
    inside: Flask, cast: SimpleNamespace, square: SimpleNamespace, monkeypatch
):
    news: list = []
    monkeypatch.setitem(events._listeners, ReactionGiven, [news.append])
    for _ in range(2):
        with unit_of_work():
            reacting.toggle(by=cast.patient.id, post_id=square.reply.public_id, kind="hope")
    assert [(one.post_id, one.kind, one.by_id) for one in news] == [
        (square.reply.id, "hope", cast.patient.id)
    ]


def test_outside_the_group_nobody_reacts(
    inside: Flask, cast: SimpleNamespace, square: SimpleNamespace
):
    with pytest.raises(Forbidden), unit_of_work():
        reacting.toggle(by=cast.stranger.id, post_id=square.reply.public_id, kind="hope")
