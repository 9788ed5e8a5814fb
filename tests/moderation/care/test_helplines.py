"""Lines to call: shown while somebody checked them, entered by operators only."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.moderation.models import Helpline
from tests.moderation.care.conftest import LINE, NEW


def numbers(client, address="/help-now?country=IE") -> list[str]:
    page = client.page(address)
    return [link["href"] for link in page.select("main a[href^='tel:']")]


def test_a_line_is_shown_to_everybody_who_asks_for_its_country(client, here, line):
    assert "tel:+3530000000" in numbers(client)
    assert "tel:+3530000000" not in numbers(client, "/help-now?country=FR")
    assert "tel:+3530000000" in numbers(client.sign_in(here.writer), "/care?country=IE")


def test_it_is_hidden_when_the_check_runs_out_and_operators_see_that(client, here, line):
    with time_machine.travel(now() + timedelta(days=181)):
        assert "tel:+3530000000" not in numbers(client)
        client.sign_in(here.operator)
        assert "Not shown" in client.page("/operator/helplines").main.text
        client.post(f"/operator/helplines/{line}/check")
        assert "tel:+3530000000" in numbers(client)


def test_an_unknown_country_gets_a_finder_and_no_guess(client, line):
    text = client.page("/help-now?country=XX").main.text
    assert "findahelpline.com" in text
    assert numbers(client, "/help-now?country=XX") == ["tel:112"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Ireland"), ("country", ""), ("service", ""), ("phone", "call us"), ("hours", ""),
        ("languages", ""), ("source_url", "javascript:alert(1)"), ("source_url", ""),
    ],
)  # fmt: skip
def test_what_people_would_rely_on_must_be_there(app, client, here, field, value):
    answer = client.sign_in(here.operator).post(NEW, data={**LINE, field: value})
    assert answer.status_code == 422
    assert "English, Irish" in answer.text or field == "languages"
    with app.app_context():
        assert db.session.scalars(select(Helpline)).all() == []


def test_a_line_can_be_mended_and_taken_out(client, here, line):
    client.post(f"/operator/helplines/{line}", data={**LINE, "phone": "+353 111 1111"})
    assert "tel:+3531111111" in numbers(client)
    client.post(f"/operator/helplines/{line}/remove")
    assert "tel:+3531111111" not in numbers(client)


def test_only_operators_keep_them(client, here, line):
    for who in (here.moderator, here.lark, here.writer):
        client.sign_in(who)
        assert client.get("/operator/helplines").status_code == 403
        assert client.post(f"/operator/helplines/{line}/remove").status_code == 403
    assert "tel:+3530000000" in numbers(client)


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (180, True), (181, False)])
def test_a_check_holds_180_days(client, here, line, days, is_shown):
    with time_machine.travel(now() + timedelta(days=days)):
        assert ("tel:+3530000000" in numbers(client)) is is_shown
