"""A form sent after the sign-in had run out: kept, shown, sent again with one press."""

from __future__ import annotations

from types import SimpleNamespace

import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.accounts.services import keeping_forms, sessions
from app.core.clock import now
from app.core.database import db
from app.core.step_drafts import StepDraft
from tests.accounts.browser import PASSWORD, send, sign_in
from tests.support.client import SiteClient


def drafts(app: Flask) -> list[StepDraft]:
    with app.app_context():
        return list(db.session.scalars(select(StepDraft)))


def goal_of(answer) -> str:
    page = BeautifulSoup(answer.text, "html.parser")
    return str(page.find("input", {"name": "next"})["value"])


def test_nothing_typed_is_lost(app: Flask, client: SiteClient, with_password):
    with_password(email="ada@example.org", display_name="Old Name")
    answer = send(client, "/me/name?from=here", display_name="New\r\nName <b>")
    assert answer.status_code == 401
    assert "We kept what you wrote" in answer.text
    kept = sign_in(client, "ada@example.org", next=goal_of(answer)).location
    page = client.page(kept)
    form = page.find("form", action="/me/name?from=here")
    field = form.find("input", {"name": "display_name"})
    assert field["value"] == "New\r\nName <b>"
    assert "New" in page.select_one(".kept-words").text
    fields = {i["name"]: i["value"] for i in form.find_all("input") if i.get("name")}
    client.post(form["action"], data=fields | {"display_name": "Amber Fern"})
    assert "Amber Fern" in client.page("/me").h1.text


def test_several_values_of_one_name_come_back_in_order(app: Flask, client: SiteClient):
    client.post("/me/name", data={"choice": ["a", "b", "a"], "body": ["one two"]})
    fields = drafts(app)[0].answers["fields"]
    assert fields == [["choice", "a"], ["choice", "b"], ["choice", "a"], ["body", "one two"]]


def test_secrets_are_not_kept(app: Flask, client: SiteClient):
    secrets = {"password": PASSWORD, "new_password": PASSWORD, "csrf_token": "x", "api-token": "y"}
    send(client, "/me/name", display_name="Amber Fern", **secrets)
    assert drafts(app)[0].answers["fields"] == [["display_name", "Amber Fern"]]


def test_too_much_or_nothing_is_not_kept_and_not_promised(app: Flask, client: SiteClient):
    for fields in ({}, {"body": "x" * (keeping_forms.MOST_CHARACTERS + 1)}):
        answer = send(client, "/me/name", **fields)
        assert answer.status_code == 401
        assert "We kept what you wrote" not in answer.text
    assert drafts(app) == []


def test_a_long_text_is_kept_whole(app: Flask, client: SiteClient):
    body = "words and more words\n" * 1900
    send(client, "/me/name", body=body)
    assert drafts(app)[0].answers["fields"] == [["body", body]]


def test_another_persons_browser_does_not_see_it(app: Flask, client: SiteClient, cast):
    answer = send(client, "/me/name", display_name="Amber Fern")
    app.test_client().sign_in(cast.stranger).page(goal_of(answer), 404)
    stranger = app.test_client().sign_in(cast.stranger)
    assert send(stranger, f"{goal_of(answer)}/forget").status_code == 404
    client.sign_in(cast.patient).page(goal_of(answer))


def test_it_can_be_thrown_away(app: Flask, client: SiteClient, cast: SimpleNamespace):
    goal = goal_of(send(client, "/me/name", display_name="Amber Fern"))
    assert send(client.sign_in(cast.patient), f"{goal}/forget").location == "/"
    client.page(goal, 404)


def test_sending_the_same_form_again_replaces_what_was_kept(app: Flask, client: SiteClient):
    send(client, "/me/name", display_name="First Words")
    send(client, "/me/name", display_name="Second Words")
    send(client, "/me/clock-and-language", time_zone="UTC")
    kept = {draft.answers["fields"][0][1] for draft in drafts(app)}
    assert kept == {"Second Words", "UTC"} and len(drafts(app)) == 2


def test_a_kept_form_is_sent_only_within_the_site(app: Flask, client: SiteClient, cast):
    goal = goal_of(send(client, "/me/name", display_name="Amber Fern"))
    page = client.sign_in(cast.patient).page(goal)
    actions = {form["action"] for form in page.find("main").find_all("form")}
    assert all(action.startswith("/") and not action.startswith("//") for action in actions)


def test_a_reader_is_led_to_sign_in_and_back(client: SiteClient):
    assert client.get("/me/devices?x=1").location == "/sign-in?next=/me/devices?x%3D1"


def test_another_member_at_the_same_browser_does_not_see_what_was_kept(
    app: Flask, client: SiteClient, with_password
):
    ada, eve = with_password(email="ada@example.org"), with_password(email="eve@example.org")
    client.sign_in(ada)
    with time_machine.travel(now() + sessions.MEMBER_IDLE * 2):
        goal = goal_of(send(client, "/me/name", display_name="Quiet Heron"))
        assert sign_in(client, eve.email, next=goal).status_code == 303
        client.page(goal, 404)
        sign_in(client, ada.email)
        assert "Quiet Heron" in client.page(goal).text
