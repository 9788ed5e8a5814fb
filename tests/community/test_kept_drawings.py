"""Drawings of posts are kept between requests: nobody gets another's, nobody gets an old one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Member
from app.community.models import Membership, Post
from app.community.views import fragments
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient


def change(app: Flask, statement) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(statement)


def test_everybody_gets_their_own_form_token(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    make.post(topic=square.topic, by=cast.patient)
    address = f"/topics/{square.topic.public_id}"
    tokens = []
    for person in (cast.steward, cast.other_patient):
        page = client.application.test_client().sign_in(person).page(address)
        tokens.append({part["value"] for part in page.select("[name=csrf_token]")})
    assert [len(one) for one in tokens] == [1, 1] and tokens[0] != tokens[1]


def test_what_is_drawn_for_the_author_is_drawn_for_nobody_else(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    address = f"/topics/{square.topic.public_id}"
    assert client.sign_in(cast.patient).page(address).select("#p-1 form[action$='/delete']")
    for person in (cast.steward, cast.stranger, None):
        browser = client.application.test_client()
        page = (browser.sign_in(person) if person else browser).page(address)
        assert not page.select("#p-1 form[action$='/delete']") and "you" not in page.h3.text


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        (update(Member).where(Member.display_name == "patient").values(display_name="Ada"), "Ada"),
        (update(Membership).values(role="steward"), "steward"),
        (update(Post).where(Post.position == 1).values(html="<p>Anew</p>"), "Anew"),
        (update(Post).where(Post.position == 1).values(hope_count=7), "Hope, 7"),
    ],
)
def test_a_change_is_seen_at_once(
    app: Flask, client: SiteClient, square: SimpleNamespace, statement, shown: str
):
    address = f"/topics/{square.topic.public_id}"
    assert shown not in client.page(address).select_one("#p-1").text
    change(app, statement)
    assert shown in client.page(address).select_one("#p-1").text


def test_the_mark_of_the_token_never_reaches_a_page_and_cannot_be_guessed(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    make.post(topic=square.topic, by=cast.other_patient, body=fragments._SECRET)
    answer = client.sign_in(cast.patient).get(f"/topics/{square.topic.public_id}")
    assert fragments._SECRET not in answer.text and len(fragments._SECRET) > 32


def test_very_long_posts_are_drawn_but_not_kept(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    make.post(topic=square.topic, by=cast.patient, body="long " * 2_000)
    before = fragments._article.cache_info().currsize
    client.page(f"/topics/{square.topic.public_id}")
    kept = fragments._article.cache_info().currsize
    assert kept - before == 2
