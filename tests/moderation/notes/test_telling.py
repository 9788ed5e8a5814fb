"""Those who read the post before hear of its note once; so does whoever wrote the post."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.notifications.models import Notice
from tests.moderation.notes.conftest import change

KINDS = ("note_shown", "note_under_yours")


@pytest.fixture
def told(app):
    """Who was told what of notes, by their key."""

    def read():
        with app.app_context():
            rows = select(Notice.member_id, Notice.kind, Notice.path).order_by(Notice.id)
            return [tuple(row) for row in db.session.execute(rows.where(Notice.kind.in_(KINDS)))]

    return read


def test_only_whose_place_is_at_the_post_or_after_it(make, talk, tell, shown, told):
    before, at, after = make.member(), make.member(), make.member()
    elsewhere, gone = make.member(), make.member()
    for person in (before, at, after, elsewhere):
        make.membership(group=talk.group, member=person)
    make.place(member=before, topic=talk.topic, position=1)
    make.place(member=at, topic=talk.topic, position=2)
    make.place(member=after, topic=talk.topic, position=3)
    make.place(member=gone, topic=talk.topic, position=3)
    make.place(member=elsewhere, topic=talk.other, position=9)
    make.place(member=talk.author, topic=talk.topic, position=3)
    tell()
    page = f"/posts/{talk.post.public_id}"
    assert told() == [
        (at.id, "note_shown", page),
        (after.id, "note_shown", page),
        (talk.author.id, "note_under_yours", page),
    ]


def test_nobody_is_told_twice(app, make, talk, tell, shown, told, row_of):
    make.place(member=talk.rater, topic=talk.topic, position=3)
    tell()
    first = told()
    assert len(first) == 2 and row_of(shown).told_at
    change(app, shown, status="helpful", shown_from=now())
    tell()
    assert told() == first


def test_nobody_is_told_while_all_are_hidden(app, make, talk, tell, shown, told):
    run = app.test_cli_runner()
    run.invoke(args=["moderation", "hide-notes", "--reason", "Stork"])
    tell()
    assert told() == []


def test_of_a_post_that_is_gone_nobody_is_told(talk, page_of, tell, shown, told):
    page_of(talk.author).post(f"/posts/{talk.post.public_id}/delete")
    tell()
    assert told() == []


def test_the_inbox_says_it_kindly_and_leads_to_the_post(talk, page_of, tell, shown):
    tell()
    page = page_of(talk.author).page("/me/inbox")
    assert "Members added a note to something you wrote" in page.main.text
    assert "Your post stays as it is" in page.main.text


def test_of_a_note_that_was_taken_back_nobody_is_told(app, tell, shown, told):
    change(app, shown, withdrawn_at=now())
    assert tell() == 0
    assert told() == []
