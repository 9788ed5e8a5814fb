"""Everything that people send to run a script on others' pages, on one page of a real browser."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Member
from app.community.models import Group, Topic
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.core.markdown_corpus import CORPUS
from tests.factories.community import post, topic
from tests.support.visiting import listening

pytestmark = pytest.mark.browser
NAME = '"><img src=x onerror=alert(1)>'

# As if the pointer went over everything in every post.
TOUCHED = """() => { for (const one of document.querySelectorAll("main a[rel~=ugc], main p"))
  for (const kind of ["mouseover", "focus", "toggle", "animationstart"])
    one.dispatchEvent(new Event(kind)); }"""


@pytest.fixture
def attacked(world) -> str:
    """The address of a topic whose title and posts are payloads."""
    with world.app.app_context(), unit_of_work():
        group = db.session.scalars(
            select(Group).where(Group.audience == "public").order_by(Group.id)
        ).first()
        by = db.session.scalars(select(Member).order_by(Member.id)).first()
        made = topic(group=group, by=by, title=f"{NAME}{{{{7*7}}}}", body="First words")
        for start in range(0, len(CORPUS), 20):
            post(topic=made, by=by, body="\n\n".join(CORPUS[start : start + 20]))
        return f"/topics/{made.public_id}"


def test_no_payload_runs_opens_a_dialog_or_asks_for_anything(open_page, world, attacked):
    page = open_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with listening(page) as (complaints, answers):
        page.goto(attacked)
        page.evaluate(TOUCHED)
    assert dialogs == []
    assert complaints == []
    assert {answer.url.split("/")[2] for answer in answers if "://" in answer.url} == {
        page.url.split("/")[2]
    }
    assert page.locator("main script, main style, main iframe, main img[src=x]").count() == 0
    assert "{{7*7}}" in page.title()


def test_the_page_that_is_attacked_holds_the_payloads(world, attacked):
    with world.app.app_context():
        last = db.session.scalars(select(Topic).order_by(Topic.id.desc())).first()
        assert last.post_count > len(CORPUS) // 20
