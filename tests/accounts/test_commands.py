"""The server's commands: the first account, roles, refreshing consents."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Member, RoleGrant
from app.accounts.queries import viewer_of
from app.core.database import db
from tests.accounts.browser import PASSWORD, sign_in
from tests.factories import Maker
from tests.support.client import SiteClient

CREATE = ["members", "create", "--name", "Quiet Heron", "--email", "ada@example.org"]


def run(app: Flask, *words: str):
    return app.test_cli_runner().invoke(args=list(words))


def members(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Member.display_name)))


def test_an_account_is_made_and_can_be_signed_in_to(app: Flask, client: SiteClient):
    result = run(app, *CREATE, "--password", PASSWORD)
    assert result.exit_code == 0, result.output
    assert sign_in(client, "ada@example.org").status_code == 303


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("Quiet Heron", "new@example.org", "password1234"), "easy to guess"),
        (("Taken Name", "new@example.org", PASSWORD), "taken"),
        (("Quiet Heron", "taken@example.org", PASSWORD), "account with this address"),
        (("Quiet Heron", "no address", PASSWORD), "like this"),
    ],
)
def test_what_cannot_be_an_account_is_said(app: Flask, values, words: str):
    run(app, "members", "create", "--name", "Taken Name", "--email", "taken@example.org",
        "--password", PASSWORD)  # fmt: skip
    name, email, password = values
    result = run(app, "members", "create", "--name", name, "--email", email, "--password", password)
    assert result.exit_code == 1
    assert words in result.output
    assert members(app) == ["Taken Name"]


def test_roles_are_granted_listed_and_ended(app: Flask, make: Maker):
    run(app, *CREATE, "--password", PASSWORD)
    make.member(roles=("operator",), display_name="Amber Fern")
    assert (
        run(app, "roles", "grant", "quiet heron", "moderator", "--reason", "first").exit_code == 0
    )
    listed = run(app, "roles", "list").output
    assert "moderator  Quiet Heron" in listed
    assert "operator   Amber Fern" in listed
    result = run(app, "roles", "end", "ada@example.org", "moderator", "--reason", "moved on")
    assert result.exit_code == 0
    assert "Quiet Heron" not in run(app, "roles", "list").output
    with app.app_context():
        row = db.session.scalar(select(RoleGrant).where(RoleGrant.role == "moderator"))
        assert (row.granted_by_id, row.ended_by_id, row.ended_reason) == (None, None, "moved on")


def test_a_strange_role_or_member_is_said(app: Flask, make: Maker):
    member = make.member(roles=("operator",), display_name="Amber Fern", email="amber@example.org")
    for words in (("nobody", "moderator"), ("amber@example.org", "king")):
        assert run(app, "roles", "grant", *words, "--reason", "why").exit_code == 1
    result = run(app, "roles", "end", "amber@example.org", "operator", "--reason", "why")
    assert result.exit_code == 1
    assert "last operator" in result.output
    with app.app_context():
        assert viewer_of(member.id).roles == {"operator"}


def test_refreshing_consents_says_how_many_ended(app: Flask, make: Maker, monkeypatch):
    from app.accounts import wordings

    make.member(consents=("keep_health", "show_groups"))
    assert "0 consents" in run(app, "consents", "refresh").output
    monkeypatch.setattr(wordings, "version_of", lambda purpose: 2)
    assert "2 consents" in run(app, "consents", "refresh").output
