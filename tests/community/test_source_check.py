"""Asking an author to look at a link before it goes out: once, kindly, and never a wall."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.community.models import Post
from app.community.services import linking
from app.core.database import db
from app.core.step_drafts import StepDraft
from app.moderation.services.screening.sources import Register, Source
from tests.factories import Maker
from tests.support.client import SiteClient

LINK, OTHER = "https://blog.example/kettles", "https://shop.example/cups?x=1&y=2"
WORDS = f"I read {LINK} and *liked* it"
SENT = (302, 303)


def _source(domain: str, grade: str, expires: int) -> Source:
    told = {"publisher": "Somebody", "reason": "so", "conflicts": "none known"}
    days = {"checked_on": date(2020, 1, 1), "expires": date(expires, 1, 1)}
    return Source(domain=domain, grade=grade, **told, **days)


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good source, one that nobody checked lately, and a service for short addresses."""
    some = (_source("good.example", "A", 2100), _source("old.example", "A", 2021))
    made = Register(1, {one.domain: one for one in some}, frozenset({"short.example"}))
    monkeypatch.setattr(linking, "standing_register", lambda: made)


@dataclass
class Form:
    """A form with words, filled in and sent by a browser without scripts."""

    client: SiteClient
    address: str
    send_by: str
    fields: dict[str, Any] = field(default_factory=dict)

    def first(self, body: str, button: str = "") -> Any:
        """Send it for the first time."""
        return self.client.post(
            self.address, data={**self.fields, "body": body, button or self.send_by: "1"}
        )

    def again(self, page: Any, button: str = "", tick: bool = False, **changes: str) -> Any:
        """Send the form that came back as it stands there, ticked or changed."""
        sent = self.as_it_stands(page) | changes
        return self.client.post(
            self.address,
            data=sent | {button or self.send_by: "1"} | ({"looked": "y"} if tick else {}),
        )

    def as_it_stands(self, page: Any) -> dict[str, Any]:
        """What a browser would send of the form on a page."""
        (form,) = BeautifulSoup(page.text, "html.parser").select("main form:has([name=body])")
        sent: dict[str, Any] = {}
        for box in form.select("input[type=hidden], input[type=text], :checked, [checked]"):
            sent.setdefault(box["name"], []).append(box["value"])
        return sent | {"body": form.find("textarea", attrs={"name": "body"}).string}


@pytest.fixture(params=["topic", "reply", "edit", "experience"])
def form(
    request: pytest.FixtureRequest,
    client: SiteClient,
    make: Maker,
    cast: SimpleNamespace,
    square: SimpleNamespace,
) -> Form:
    """Each of the four places where people write."""
    client.sign_in(cast.patient)
    name, title = request.param, {"title": "A title"}
    if name == "topic":
        about = {"kind": "question", **title}
        return Form(client, "/groups/open-square/topics/new", "publish", about)
    if name == "reply":
        return Form(client, f"/topics/{square.topic.public_id}/reply", "publish")
    if name == "edit":
        own = make.post(topic=square.topic, by=cast.patient, body="Before")
        return Form(client, f"/posts/{own.public_id}/edit", "publish")
    writer = make.member(consents=("keep_health", "show_groups"))
    begun = client.sign_in(writer).post("/experiences/new", data={}).location
    return Form(client, begun.rsplit("/", 1)[0] + "/words", "on", title)


@pytest.fixture
def kept(app: Flask) -> Any:
    """All words that were posted or saved."""

    def read() -> list[str]:
        with app.app_context():
            drafts = [draft.answers.get("body", "") for draft in db.session.query(StepDraft)]
            return [*drafts, *(post.body for post in db.session.query(Post))]

    return read


def asked_about(page: Any) -> set[str]:
    """The sites that the box names; empty where there is no box."""
    return {
        name.text for name in BeautifulSoup(page.text, "html.parser").select(".source-check strong")
    }


def test_words_with_a_link_come_back_once_and_nothing_is_sent(form: Form, kept: Any):
    page = form.first(WORDS)
    assert page.status_code == 200
    assert asked_about(page) == {"blog.example"}
    assert form.as_it_stands(page)["body"].strip() == WORDS
    assert WORDS not in kept()


def test_words_without_a_link_are_not_held_up(form: Form, kept: Any):
    assert form.first("No link here").status_code in SENT
    assert "No link here" in kept()


def test_who_ticked_the_box_sends_with_the_usual_button(form: Form, kept: Any):
    assert form.again(form.first(WORDS), tick=True).status_code in SENT
    assert WORDS in kept()


def test_post_anyway_asks_nothing(form: Form, kept: Any):
    page = form.first(WORDS)
    changed = f"{WORDS} and {OTHER}"
    assert form.again(page, button="anyway", body=changed).status_code in SENT
    assert changed in kept()


def test_a_link_that_was_looked_at_is_not_asked_about_again_but_a_new_one_is(form: Form, kept: Any):
    both = f"{WORDS} and {OTHER}"
    second = form.again(form.first(WORDS), tick=True, body=both)
    assert asked_about(second) == {"shop.example"}
    assert form.again(second, tick=True).status_code in SENT
    assert both in kept()


def test_the_usual_button_without_a_tick_keeps_asking(form: Form, kept: Any):
    page = form.again(form.first(WORDS))
    assert asked_about(page) == {"blog.example"}
    assert WORDS not in kept()


def test_words_that_are_refused_keep_the_tick(form: Form):
    refused = form.again(form.first(WORDS), tick=True, body="")
    assert refused.status_code == 422
    assert asked_about(refused) == set()
    assert form.again(refused, body=WORDS).status_code in SENT


def test_a_preview_does_not_ask_and_keeps_the_tick(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    form = Form(client.sign_in(cast.patient), f"/topics/{square.topic.public_id}/reply", "publish")
    preview = form.first(WORDS, button="preview")
    assert preview.status_code == 200 and asked_about(preview) == set()
    again = form.again(form.again(preview), button="preview", tick=True)
    assert form.again(again).status_code == 303


def test_the_box_on_the_page_of_a_topic_works_too(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    """Its form is drawn by hand and knows nothing of the box."""
    address = f"/topics/{square.topic.public_id}"
    page = client.sign_in(cast.patient).page(address)
    assert page.select_one(f"form[action='{address}/reply'] [name=publish]")
    answer = Form(client, f"{address}/reply", "publish").first(WORDS)
    assert asked_about(answer) == {"blog.example"}


def test_links_that_stood_there_before_are_not_asked_about_on_a_change(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    own = make.post(topic=square.topic, by=cast.patient, body=WORDS)
    form = Form(client.sign_in(cast.patient), f"/posts/{own.public_id}/edit", "publish")
    assert asked_about(form.first(f"{WORDS}. Also {OTHER}")) == {"shop.example"}
    assert form.first(f"{WORDS}. More words").status_code == 303


def said_of(client: SiteClient, topic_id: str, address: str) -> str:
    """What the box says of one link."""
    answer = client.post(f"/topics/{topic_id}/reply", data={"body": address, "publish": "1"})
    (line,) = BeautifulSoup(answer.text, "html.parser").select(".source-check li:has(strong)")
    return line.get_text(" ", strip=True)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.good.example/a", "Grade A: official body"),
        ("https://deep.good.example/a", "Grade A: official body"),
        ("https://old.example", "nobody has looked at it lately"),
        ("https://short.example/x", "does not say where it leads"),
        ("https://evil-good.example", "says nothing for or against it"),
    ],
)
def test_the_box_says_what_the_register_knows(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, address: str, words: str
):
    said = said_of(client.sign_in(cast.patient), square.topic.public_id, address)
    assert words in said
    assert ("Grade A" in said) == ("good.example" in address and "evil" not in address)


def test_the_box_names_five_and_counts_the_rest_and_one_tick_is_for_all(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    form = Form(client.sign_in(cast.patient), f"/topics/{square.topic.public_id}/reply", "publish")
    page = form.first(" ".join(f"https://a{n}.example" for n in range(8)))
    assert len(asked_about(page)) == 5
    assert "And 3 more." in page.text and "I have looked at them" in page.text
    assert form.again(page, tick=True).status_code == 303


def test_keys_that_somebody_made_up_are_not_repeated_without_end(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    made_up = ["x" * 99, *(f"{n:016}" for n in range(500))]
    data = {"body": WORDS, "looked_at": made_up, "publish": "1"}
    client.sign_in(cast.patient)
    answer = client.post(f"/topics/{square.topic.public_id}/reply", data=data)
    assert answer.text.count('name="looked_at"') == 200
    assert "x" * 99 not in answer.text
