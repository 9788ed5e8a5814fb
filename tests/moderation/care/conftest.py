"""A group in which somebody writes, and those who look after people."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Case, Helpline
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.distress import read_posts

# Red in the lexicon; it says no way and no place.
HARD_WORDS = "I do not want to live any more. I feel like I am a burden to everybody."

LINE = {
    "country": "ie", "service": "Made-up listening line", "phone": "+353 000 0000", "hours": "Always",
    "languages": "English, Irish", "source_url": "https://example.org/line",
}  # fmt: skip
NEW = "/operator/helplines/new"


@pytest.fixture
def here(app: Flask, make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`writer` and `reader` are in the group; `lark` and `dove` hold the safeguarding role, so
    posts are read for signs of distress."""
    group = make.group(name="Quiet circle", audience="group", members=(cast.patient, cast.carer))
    topic = make.topic(group=group, by=cast.carer, title="Evenings")
    lark, dove = (
        make.member(display_name=name, roles=("safeguarding",)) for name in ("Lark", "Dove")
    )
    read_posts(app)
    return SimpleNamespace(
        group=group, topic=topic, writer=cast.patient, reader=cast.carer, lark=lark, dove=dove,
        moderator=cast.moderator, operator=make.member(display_name="Op", roles=("operator",)),
    )  # fmt: skip


@pytest.fixture
def line(app: Flask, client: SiteClient, here: SimpleNamespace) -> str:
    """The public id of a line that an operator entered."""
    assert client.sign_in(here.operator).post(NEW, data=LINE).status_code == 303
    with app.app_context():
        return db.session.scalars(select(Helpline.public_id)).one()


@pytest.fixture
def case(app: Flask, client: SiteClient, here: SimpleNamespace) -> str:
    """The address of the steps of care of the writer's case."""
    client.sign_in(here.writer).post(
        f"/topics/{here.topic.public_id}/reply", data={"body": HARD_WORDS}
    )
    with app.app_context():
        return f"/desk/cases/{db.session.scalars(select(Case.public_id)).one()}/care"
