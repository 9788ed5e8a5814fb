"""Saying how helpful a note is: who may, how often, and what nobody sees."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid
from app.moderation import note_wording
from app.moderation.models import NoteRating, NoteSignature
from app.moderation.services.bridging.shapes import CRITICISM, PRAISE
from tests.moderation.notes.conftest import change
from tests.support.queries import count_queries


def ratings(app):
    with app.app_context():
        rows = select(NoteRating.member_id, NoteRating.halves, NoteRating.tags)
        return [tuple(row) for row in db.session.execute(rows.order_by(NoteRating.id))]


def signatures(app):
    with app.app_context():
        rows = select(NoteSignature.member_id, NoteSignature.role)
        return [tuple(row) for row in db.session.execute(rows.order_by(NoteSignature.id))]


@pytest.fixture
def address(note):
    return f"/notes/{note.public_id}"


def test_a_rating_is_given_and_changed_in_a_browser_that_runs_nothing(app, talk, page_of, address):
    browser = page_of(talk.rater)
    form = browser.page(address).select_one("form.note-rating")
    hidden = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    typed = {"halves": "2", "good": ["kind", "clear"], "bad": ["unclear"]}
    assert browser.post(form["action"], data=hidden | typed).location == address
    assert ratings(app) == [(talk.rater.id, 2, "clear kind unclear")]
    again = browser.page(address)
    ticked = {box["value"] for box in again.select("form.note-rating input[checked]")}
    assert ticked == {"2", "kind", "clear", "unclear"}
    browser.post(form["action"], data={"halves": "0"})
    assert ratings(app) == [(talk.rater.id, 0, "")]


def test_each_reason_has_words():
    assert set(note_wording.PRAISE) == PRAISE and set(note_wording.CRITICISM) == CRITICISM


def test_nobody_rates_their_own_note(app, talk, page_of, address):
    browser = page_of(talk.writer)
    assert not browser.page(address).select("form.note-rating")
    assert browser.post(f"{address}/rate", data={"halves": "2"}).status_code == 403
    assert ratings(app) == []


def test_who_does_not_read_the_post_neither_sees_nor_rates(app, cast, page_of, client, address):
    browser = page_of(cast.stranger)
    assert browser.get(address).status_code == 404
    for act in ("rate", "sign", "withdraw"):
        assert browser.post(f"{address}/{act}", data={"halves": "2"}).status_code == 404
    assert client.get(address).status_code == 404
    assert ratings(app) == [] and signatures(app) == []


def test_visitors_do_not_see_what_is_not_shown_yet(app, make, talk, write, client):
    group = make.group(audience="public")
    post = make.post(topic=make.topic(group=group, by=talk.author), by=talk.author)
    note = write(post=post)
    address = f"/notes/{note.public_id}"
    assert client.get(address).status_code == 404
    change(app, note, status="helpful", shown_from=now())
    assert "Heron correction" in client.page(address).main.text
    assert not client.page(address).select("main form")


@pytest.mark.parametrize("typed", [{}, {"halves": "3"}, {"halves": "2", "good": "incorrect"}])
def test_an_answer_that_is_none_is_asked_again(app, talk, page_of, address, typed):
    assert page_of(talk.rater).post(f"{address}/rate", data=typed).status_code == 422
    assert ratings(app) == []


def test_unknown_reasons_and_values_are_refused(talk, note, rate):
    with pytest.raises(Invalid):
        rate(note, by=talk.rater, tags=("sponsored",))
    with pytest.raises(Invalid):
        rate(note, by=talk.rater, halves=3)


def test_a_settled_note_takes_no_ratings(app, talk, note, rate, page_of, address):
    rate(note, by=talk.rater, halves=0)
    change(app, note, is_locked=True)
    browser = page_of(talk.rater)
    assert not browser.page(address).select("form.note-rating")
    browser.post(f"{address}/rate", data={"halves": "2"})
    assert ratings(app) == [(talk.rater.id, 0, "")]


def test_under_a_hidden_post_there_is_nothing_to_rate(app, talk, page_of, address):
    from app.community.services import hiding
    from app.core.transactions import unit_of_work

    with app.test_request_context(), unit_of_work():
        hiding.hide(talk.post.public_id, by_id=talk.rater.id, as_="hide")
    assert page_of(talk.rater).get(address).status_code == 404
    assert page_of(talk.rater).post(f"{address}/rate", data={"halves": "2"}).status_code == 404
    assert "Heron" not in page_of(talk.rater).page("/notes").main.text


def test_moderators_and_clinicians_stand_for_a_note_once(app, cast, talk, page_of, address):
    for person in (cast.moderator, cast.clinician, cast.moderator):
        assert page_of(person).post(f"{address}/sign").status_code == 303
    assert page_of(talk.rater).post(f"{address}/sign").status_code == 403
    assert signatures(app) == [(cast.moderator.id, "moderator"), (cast.clinician.id, "clinician")]
    assert "2 moderators or clinicians stand for it" in page_of(talk.rater).page(address).main.text


def test_nobody_stands_for_their_own_note(app, cast, write, page_of):
    own = write(by=cast.moderator)
    address = f"/notes/{own.public_id}"
    assert "stand for it" not in page_of(cast.moderator).page(address).main.text
    assert page_of(cast.moderator).post(f"{address}/sign").status_code == 403
    assert signatures(app) == []


def test_the_list_holds_what_one_may_still_rate(app, cast, make, talk, write, rate, page_of, note):
    second = write(by=talk.rater, correction="Second correction")
    settled = write(by=talk.rater, post=talk.later, correction="Settled correction")
    change(app, settled, status="helpful", shown_from=now())

    def listed(person):
        return page_of(person).page("/notes").main.text

    assert "Heron correction" in listed(talk.rater) and "Second" not in listed(talk.rater)
    assert "Second" in listed(talk.writer) and "Heron" not in listed(talk.writer)
    assert "Settled" not in listed(talk.writer)
    assert "correction" not in listed(cast.stranger)
    rate(second, by=talk.writer)
    assert "Second" not in listed(talk.writer)


def test_the_list_is_read_in_pages_at_one_price(make, talk, write, page_of):
    writers = [make.member() for _ in range(21)]
    for number, person in enumerate(writers):
        make.membership(group=talk.group, member=person)
        write(by=person, correction=f"Correction number {number:02}")
    browser = page_of(talk.rater)
    browser.page("/notes")
    with count_queries() as seen:
        page = browser.page("/notes")
    assert len(seen) <= 3, seen
    assert len(page.select(".note-lines > li")) == 20
    rest = browser.page(page.select_one("a[rel=next]")["href"])
    assert [one.text for one in rest.select(".note-lines h2")] == ["Correction number 00"]
    assert browser.get("/notes?after=nonsense").status_code == 404
