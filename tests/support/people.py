"""The cookies of each kind of person who looks at a page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import wordings
from app.accounts.services import keeping_forms, signing_up
from app.accounts.services.sessions import start_session
from app.core import step_drafts
from app.core.transactions import unit_of_work

Cookies = dict[str, dict[str, str]]


def _visit(app: Flask, visitor: str) -> dict[str, str]:
    """Flask's signed cookie with the word of a visitor."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["visitor"] = visitor
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return {cookie.key: cookie.value}


def _joining(app: Flask) -> dict[str, str]:
    """Somebody who has answered every question of sign-up and not yet made the account."""
    visitor = step_drafts.new_visitor()
    answers = {"email": "joining@example.org", "password_hash": "not a hash"}
    with unit_of_work():
        draft = signing_up.begin(owner=visitor, minimum_age=16)
        signing_up.choose_name(draft, "Quiet Lantern")
        signing_up.save_answers(draft, answers | dict.fromkeys(wordings.PURPOSES, "yes"))
    return _visit(app, visitor)


def _returning(app: Flask, world: dict[str, Any], session: str) -> dict[str, str]:
    """A member whose form was kept while the sign-in had run out; its id goes into the world."""
    visitor = step_drafts.new_visitor()
    fields = [("body", "What I had written before my sign-in ran out.")]
    with unit_of_work():
        draft = keeping_forms.keep(owner=visitor, path="/topics/x/reply", fields=fields)
    assert draft is not None
    world["kept_form"] = draft.public_id
    return {"session": session, **_visit(app, visitor)}


def cookies_of_everybody(app: Flask, world: dict[str, Any]) -> Cookies:
    """By kind of person: what their browser holds. Needs an application context."""
    with unit_of_work():
        words = {
            who: start_session(member_id=member_id, device="Test browser")
            for who, member_id in world["people"].items()
        }
    cookies: Cookies = {"nobody": {}, "joining": _joining(app)}
    cookies |= {who: {"session": word} for who, word in words.items()}
    cookies["returning"] = _returning(app, world, words["member"])
    return cookies


def as_person(world: Any, who: str) -> FlaskClient:
    """A client in process that holds the cookies of one kind of person."""
    client: FlaskClient = world.app.test_client()
    for name, value in world.cookies[who].items():
        client.set_cookie(name, value)
    return client
