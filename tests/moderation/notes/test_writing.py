"""Proposing a note: what it needs, who may, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, Invalid, NotFound
from app.moderation.models import ContextNote, NoteSource
from tests.moderation.notes.conftest import NHS

TYPED = {
    "correction": "Heron correction 🙂", "claim": "Plover claim", "why": "שלום why",
    "flaw": "outdated", "harm": "2", "url_1": "https://www.nhs.uk/heron",
    "title_1": "Heron page", "publisher_1": "Made-up publisher", "dated_1": "2024-05-31",
}  # fmt: skip


def notes(app):
    with app.app_context():
        return list(db.session.scalars(select(ContextNote).order_by(ContextNote.id)))


def test_a_note_is_written_in_a_browser_that_runs_nothing(app, talk, page_of):
    browser = page_of(talk.writer)
    link = browser.page(talk.address).select_one("#p-2 a[href^='/notes/new/']")
    form = browser.page(link["href"]).main.find("form", method="post")
    hidden = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    answer = browser.post(link["href"], data=hidden | TYPED)
    assert answer.status_code == 303
    page = browser.page(answer.location)
    assert "Heron correction 🙂" in page.main.text and "Made-up publisher" in page.main.text
    (row,) = notes(app)
    assert (row.thing_id, row.flaw, row.harm) == (talk.post.public_id, "outdated", 2)
    assert (row.status, row.shown_from, row.rating_count) == ("needs_more", None, 0)


def test_the_correction_is_asked_before_the_claim(talk, page_of):
    areas = page_of(talk.writer).page(talk.new).select("main textarea")
    assert [area["name"] for area in areas] == ["correction", "claim", "why"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"correction": ""}, "Write what is right."),
        ({"claim": " "}, "Write what the post says."),
        ({"why": ""}, "Write why it is not right."),
        ({"flaw": ""}, "Choose in which way it misleads."),
        ({"harm": "9"}, "Not a valid choice"),
        ({"why": "x" * 980}, "together 1000 letters, now 1010"),
        ({"url_1": "javascript:alert(1)"}, "It begins with https://"),
        ({"url_1": "data:text/html,x.y"}, "It begins with https://"),
        ({"url_1": "ftp://nhs.uk/x"}, "It begins with https://"),
        ({"title_1": ""}, "Write what the page is called."),
        ({"publisher_1": ""}, "Write who publishes the page."),
        ({"dated_1": ""}, "Write the day on which"),
        ({"dated_1": "2999-01-01"}, "Write the day on which"),
        ({"dated_1": "last May"}, "Not a valid date"),
        ({"url_1": "https://unlisted.example/x"}, "grade A or B"),
        ({"url_2": "javascript:alert(2)"}, "It begins with https://"),
    ],
)
def test_a_wrong_answer_comes_back_with_all_that_was_typed(app, talk, page_of, typed, said):
    answer = page_of(talk.writer).post(talk.new, data=TYPED | typed)
    assert answer.status_code == 422 and said in answer.text
    for name, value in (TYPED | typed).items():
        if name not in ("flaw", "harm"):
            assert value.strip() in answer.text, name
    assert notes(app) == []


def test_a_source_is_needed(write):
    with pytest.raises(Invalid):
        write(sources=[])
    with pytest.raises(Invalid):
        write(sources=[NHS] * 4)


def test_the_grade_is_the_registers(app, write, talk):
    unlisted = NHS._replace(url="https://evil-nhs.uk.example/x")
    write(sources=[NHS, unlisted])
    with app.app_context():
        grades = db.session.scalars(select(NoteSource.grade).order_by(NoteSource.id)).all()
    assert grades == ["A", ""]


def test_a_moderator_may_rest_on_a_page_that_is_not_listed(app, cast, write):
    unlisted = NHS._replace(url="https://unlisted.example/x")
    with pytest.raises(Invalid):
        write(sources=[unlisted])
    write(by=cast.moderator, sources=[unlisted])
    assert len(notes(app)) == 1


def test_who_is_new_cannot_write_yet_unless_they_are_staff(app, make, talk, write, page_of):
    young = make.member(created_at=now() - timedelta(days=29))
    staff = make.member(roles=("clinician",), created_at=now())
    old = make.member(created_at=now() - timedelta(days=30))
    for person in (young, staff, old):
        make.membership(group=talk.group, member=person)
    browser = page_of(young)
    assert "30 days after you joined" in browser.page(talk.new).main.text
    assert browser.post(talk.new, data=TYPED).status_code == 403
    write(by=staff)
    write(by=old)
    assert [row.author_id for row in notes(app)] == [staff.id, old.id]


def test_nobody_writes_under_their_own_post(talk, page_of, write):
    browser = page_of(talk.author)
    assert browser.get(talk.new).status_code == 403
    assert browser.post(talk.new, data=TYPED).status_code == 403
    assert not browser.page(talk.address).select("#p-2 a[href^='/notes/new/']")
    with pytest.raises(Forbidden):
        write(by=talk.author)


def test_one_member_has_one_note_under_a_post(app, write, talk, page_of, note):
    answer = page_of(talk.writer).post(talk.new, data=TYPED)
    assert answer.status_code == 422 and "You have a note under this already" in answer.text
    write(by=talk.rater)
    assert len(notes(app)) == 2


def test_after_taking_it_back_there_can_be_another(app, write, talk, page_of, note):
    assert page_of(talk.writer).post(f"/notes/{note.public_id}/withdraw").status_code == 303
    assert page_of(talk.writer).get(f"/notes/{note.public_id}").status_code == 404
    write()
    assert [bool(row.withdrawn_at) for row in notes(app)] == [True, False]


def test_others_cannot_take_it_back_and_moderators_can(talk, cast, page_of, note):
    address = f"/notes/{note.public_id}/withdraw"
    assert page_of(talk.rater).post(address).status_code == 403
    assert page_of(cast.stranger).post(address).status_code == 404
    assert page_of(cast.moderator).post(address).status_code == 303


def test_what_one_does_not_read_is_not_found(app, cast, talk, page_of, client):
    browser = page_of(cast.stranger)
    assert browser.get(talk.new).status_code == 404
    assert browser.post(talk.new, data=TYPED).status_code == 404
    assert client.get(talk.new).location.startswith("/sign-in")
    assert notes(app) == []


def test_under_a_hidden_post_there_is_nothing_to_write(app, make, talk, write):
    gone = make.post(
        topic=talk.topic, by=talk.author, deleted_at=now(), deleted_by_id=talk.rater.id,
        hidden_as="hide",
    )  # fmt: skip
    with pytest.raises(NotFound):
        write(post=gone)


@pytest.mark.parametrize("thing", ["planet/abc", "post/nothinghere2", "message/abc"])
def test_there_is_nothing_else_to_write_under(talk, page_of, thing):
    assert page_of(talk.writer).get(f"/notes/new/{thing}").status_code == 404


def test_a_message_in_a_room_takes_no_notes(make, talk, page_of):
    room = make.room(group=talk.group, inside=(talk.author, talk.writer))
    said = make.message(room=room, by=talk.author, body="Words")
    assert page_of(talk.writer).get(f"/report/message/{said.public_id}").status_code == 200
    assert page_of(talk.writer).get(f"/notes/new/message/{said.public_id}").status_code == 404


def test_a_source_from_before_is_fine_and_from_tomorrow_not(write):
    with pytest.raises(Invalid):
        write(sources=[NHS._replace(dated=now().date() + timedelta(days=1))])
    write(sources=[NHS._replace(dated=date(1999, 1, 1))])
