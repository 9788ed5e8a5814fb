"""Asking for another look: the author, and who reported; once, in time, answered by another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal, Decision
from app.moderation.permissions import APPEAL_FOR


@pytest.fixture
def decided(report, decide):
    report()
    return decide("hide")


@pytest.fixture
def address(decided) -> str:
    return f"/me/decisions/{decided.public_id}/appeal"


def appeals(app: Any) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.execute(select(Appeal.standing, Appeal.words).order_by(Appeal.id))
        return [tuple(row) for row in rows]


def test_the_decision_leads_to_the_form_and_back(app, decided, address, talk, page_of):
    browser = page_of(talk.author)
    link = browser.page(address.removesuffix("/appeal")).select_one("main a.button-primary")
    assert link["href"] == address
    assert browser.page(address).select_one("main form textarea[name=words]")
    answer = browser.post(address, data={"words": "זה היה בדיחה 🙂"})
    assert answer.location == address.removesuffix("/appeal")
    assert appeals(app) == [("author", "זה היה בדיחה 🙂")]
    page = browser.page(answer.location)
    said = page.select_one("main .quote p[dir=auto]")
    assert said is not None and "Waits for an answer" in page.main.text
    assert not page.select("main a.button-primary")


def test_who_reported_may_appeal_too(app, address, talk, page_of):
    page_of(talk.author).post(address, data={"words": "Author's words"})
    browser = page_of(talk.reporter)
    browser.post(address, data={"words": "Reporter's words"})
    assert appeals(app) == [("author", "Author's words"), ("reporter", "Reporter's words")]
    assert "Author's words" not in browser.page(address.removesuffix("/appeal")).text


@pytest.mark.parametrize(
    ("words", "said"),
    [("  ", "Write what we should look at again."), ("y" * 2_001, "Make this shorter")],
    ids=["nothing", "too much"],
)
def test_a_wrong_answer_comes_back(app, address, talk, page_of, words, said):
    answer = page_of(talk.author).post(address, data={"words": words})
    assert answer.status_code == 422 and said in answer.text
    assert words.strip() in answer.text
    assert appeals(app) == []


def test_once_is_enough(app, address, talk, page_of):
    browser = page_of(talk.author)
    browser.post(address, data={"words": "First"})
    assert browser.get(address).location == address.removesuffix("/appeal")
    assert browser.post(address, data={"words": "Second"}).status_code == 303
    assert appeals(app) == [("author", "First")]
    assert "One is enough." in browser.page(address.removesuffix("/appeal")).main.text


@pytest.mark.parametrize(
    ("late", "status"), [(-timedelta(hours=1), 200), (timedelta(hours=1), 403)]
)
def test_six_months_are_open(app, address, talk, page_of, late, status):
    taken = now() - APPEAL_FOR - late
    with app.app_context(), unit_of_work():
        db.session.execute(update(Decision).values(taken_at=taken))
    browser = page_of(talk.author)
    assert browser.get(address).status_code == status
    assert browser.post(address, data={"words": "Now"}).status_code == (
        303 if status == 200 else 403
    )
    shows = browser.page(address.removesuffix("/appeal")).main.text
    assert ("Nothing is left to ask for" in shows) == (status == 403)


def test_what_was_taken_back_needs_no_appeal(app, address, talk, page_of):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Decision).values(ended_at=now()))
    assert page_of(talk.author).get(address).status_code == 403
    page = page_of(talk.author).page(address.removesuffix("/appeal"))
    assert "This decision was taken back on" in page.main.text


def test_the_answer_stands_beside_the_decision(app, address, talk, page_of, answer_appeal):
    browser = page_of(talk.author)
    browser.post(address, data={"words": "A joke"})
    with app.app_context():
        appeal = db.session.scalars(select(Appeal)).one()
    answer_appeal(appeal, "upheld")
    page = browser.page(address.removesuffix("/appeal"))
    assert "The decision stays" in page.main.text and "Curlew answer" in page.main.text


def test_others_find_no_form(app, address, talk, cast, page_of):
    for other in (talk.member, cast.stranger, cast.moderator):
        assert page_of(other).get(address).status_code == 404
        assert page_of(other).post(address, data={"words": "Mine"}).status_code == 404
    assert appeals(app) == []
