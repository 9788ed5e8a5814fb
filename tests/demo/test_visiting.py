"""The demo as a visitor sees it: signing in, and every page of its first group."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Member
from app.accounts.queries import viewer_of
from app.community.models import Group, Topic
from app.core.database import db
from app.demo.services.sign_ins import (
    CAST,
    SITE_ROLES,
    SignIn,
    as_lines,
    keep_in_file,
    make_sign_ins,
)
from tests.support.client import SiteClient

ROLES = [role for role, *_rest in CAST]


def sign_in(client: SiteClient, who: SignIn) -> None:
    """Through the form, as a person would."""
    answer = client.post("/sign-in", data={"email": who.email, "password": who.password})
    assert answer.status_code in (302, 303), answer.text[:500]


@pytest.mark.parametrize("role", ROLES)
def test_one_can_sign_in_as_every_role(
    demo: list[SignIn],
    client: SiteClient,
    app: Flask,
    role: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "DEMO", True)
    who = next(one for one in demo if one.role == role)
    sign_in(client, who)
    assert who.name in client.page("/me").text
    with app.app_context():
        member_id = db.session.scalar(select(Member.id).where(Member.email == who.email))
        held = {role} if role in SITE_ROLES else set()
        # Two of them also look after people in distress: it takes two.
        held |= {"safeguarding"} if role in ("moderator", "operator") else set()
        assert viewer_of(member_id).roles == held


def test_all_pages_of_the_first_group_can_be_read(
    demo: list[SignIn], client: SiteClient, app: Flask
) -> None:
    sign_in(client, demo[0])
    with app.app_context():
        group = db.session.scalars(select(Group).where(Group.slug == "depression")).one()
        topics = db.session.scalars(select(Topic).where(Topic.group_id == group.id)).all()
        titles = {f"/topics/{topic.public_id}": topic.title for topic in topics}
    page = client.page(f"/groups/{group.slug}")
    assert "made up" in page.text
    assert titles
    for address, title in titles.items():
        assert title in " ".join(client.page(address).text.split())


def test_passwords_are_new_each_time(app: Flask) -> None:
    with app.app_context():
        first, second = make_sign_ins(), make_sign_ins()
    assert len({one.password for one in (*first, *second)}) == 2 * len(CAST)


def test_the_sign_ins_are_kept_for_their_owner_only(tmp_path: Path) -> None:
    who = [SignIn("patient", "Robin", "patient@demo.example", "word-word-word", "hash")]
    path = keep_in_file(who, tmp_path / "new")
    path = keep_in_file(who, tmp_path / "new")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert path.read_text("utf-8") == as_lines(who)
    assert "hash" not in path.read_text("utf-8")
