"""The cookies of each kind of person who looks at a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts import wordings
from app.accounts.models import SignedInSession
from app.accounts.services import keeping_forms, second_step, signing_up
from app.accounts.services.sessions import start_session
from app.accounts.services.words import hash_of
from app.core import step_drafts
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories.accounts import member as make_member

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


def _stale(member_id: int) -> str:
    """A session in which the password was given two hours ago."""
    with unit_of_work():
        word = start_session(member_id=member_id, device="Test browser")
        row = db.session.scalars(
            select(SignedInSession).where(SignedInSession.token_hash == hash_of(word))
        ).one()
        row.proved_at = now() - timedelta(hours=2)
    return word


def _waiting() -> str:
    """A session of somebody new to a task on this site, who has no second step yet."""
    with unit_of_work():
        elected = make_member(display_name="Newly Elected", roles=("moderator",))
        return start_session(member_id=elected.id, device="Test browser")


def _half_in(member_id: int) -> str:
    """The word of somebody who gave the right password and is asked for the second step."""
    with unit_of_work():
        return second_step.begin(member_id=member_id, about={})


def cookies_of_everybody(app: Flask, world: dict[str, Any]) -> Cookies:
    """By kind of person: what their browser holds. Needs an application context."""
    with unit_of_work():
        words = {
            who: start_session(member_id=member_id, device="Test browser", with_second_factor=True)
            for who, member_id in world["people"].items()
        }
    cookies: Cookies = {"nobody": {}, "joining": _joining(app)}
    cookies |= {who: {"session": word} for who, word in words.items()}
    cookies["stale"] = {"session": _stale(world["people"]["member"])}
    cookies["waiting"] = {"session": _waiting()}
    cookies["half in"] = {"step": _half_in(world["people"]["member"])}
    cookies["returning"] = _returning(app, world, words["member"])
    return cookies


def prove_again(app: Flask) -> None:
    """Everybody but the stale one gave their password just now: a long run outlives a proof."""
    moment = now()
    which = SignedInSession.proved_at > moment - timedelta(minutes=50)
    with app.app_context(), unit_of_work():
        db.session.execute(update(SignedInSession).where(which).values(proved_at=moment))


def as_person(world: Any, who: str) -> FlaskClient:
    """A client in process that holds the cookies of one kind of person."""
    client: FlaskClient = world.app.test_client()
    for name, value in world.cookies[who].items():
        client.set_cookie(name, value)
    return client
