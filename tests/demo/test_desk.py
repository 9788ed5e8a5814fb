"""The demo's desk: wrong posts that the rules found, and nobody is written to."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.community.models import Post
from app.core.database import db
from app.demo.services.desk import CASES
from app.demo.services.sign_ins import SignIn
from app.moderation.models import Case, Detection
from app.moderation.services.switching_reading import is_on


def test_rules_put_its_wrong_posts_before_the_moderator(demo: list[SignIn], inside: Flask) -> None:
    cases = list(db.session.scalars(select(Case)))
    assert (len(cases), {case.kind for case in cases}) == (CASES, {"post"})
    assert {case.state for case in cases} == {"open"}
    found = set(db.session.scalars(select(Detection.case_id)))
    assert found == {case.id for case in cases}


def test_they_stand_where_they_were_said(demo: list[SignIn], inside: Flask) -> None:
    wrong = select(Post).where(Post.public_id.in_(select(Case.thing_id)))
    assert [post.deleted_at for post in db.session.scalars(wrong)] == [None] * CASES


def test_posts_are_read_for_signs_of_distress(demo: list[SignIn], inside: Flask) -> None:
    assert is_on()
