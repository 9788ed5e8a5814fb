"""After a report was sent: when an answer comes, whether one wants to hear of that person, and how
often one may do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.models import Block
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision, Report
from app.moderation.queries.waits import usual_wait
from app.moderation.services.pacing import REPORTS


@pytest.fixture
def sent(report, page_of, talk):
    report()
    return page_of(talk.reporter)


def test_the_page_says_that_somebody_answers_and_where(sent, talk):
    page = sent.page(f"{talk.address}/sent")
    assert "We reply as soon as a moderator is here." in page.main.text
    assert page.select_one("main a[href='/me/reports']")


def test_blocking_takes_one_press_and_leads_back(app, sent, talk):
    page = sent.page(f"{talk.address}/sent")
    form = page.select_one("main form[action$='/avoid']")
    data = {box["name"]: box["value"] for box in form.select("input")}
    answer = sent.post(form["action"], data=data)
    assert answer.location == f"{talk.address}/sent"
    with app.app_context():
        blocks = db.session.execute(select(Block.by_id, Block.member_id, Block.kind)).all()
    assert [tuple(row) for row in blocks] == [(talk.reporter.id, talk.author.id, "block")]
    again = sent.page(f"{talk.address}/sent")
    assert "You have blocked this person." in again.main.text
    assert not again.select("main form[action$='/avoid']")


def test_what_is_gone_meanwhile_offers_no_block(decide, sent, talk):
    decide("remove")
    page = sent.page(f"{talk.address}/sent")
    assert not page.select("main form[action$='/avoid']")
    assert "patient" not in page.main.text


def test_a_report_taken_back_has_no_such_page(app, sent, talk):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Report).values(taken_back_at=now()))
    assert sent.get(f"{talk.address}/sent").status_code == 404


def waits(talk, hours: list[int], *, sensitive: int = 0) -> None:
    """Decided reports of cases of their own, answered after so many hours."""
    begun = now() - timedelta(days=90)
    for number, hour in enumerate(hours):
        case = Case(kind="message", thing_id=f"old{number}", state="decided")
        case.is_sensitive = number < sensitive
        db.session.add(case)
        db.session.flush()
        about = {"case_id": case.id, "round": 1}
        db.session.add(Report(**about, reporter_id=talk.member.id, reason="unkind", made_at=begun))
        db.session.add(
            Decision(
                **about, member_id=None, by_id=None, action="nothing", ground="none", facts="",
                explanation="", notice="report", taken_at=begun + timedelta(hours=hour),
            )
        )  # fmt: skip
    db.session.flush()


def test_the_usual_wait_is_the_one_in_the_middle(app, sent, talk):
    with app.app_context(), unit_of_work():
        waits(talk, [1, 1, 1, 1, 1, 5, 5, 90, 90, 90, 90])
        assert usual_wait() == (11, 5)
    words = sent.page(f"{talk.address}/sent").main.text
    assert "about 5 hours: half of the last 11 reports" in words


def test_long_waits_are_told_in_days(app, sent, talk):
    with app.app_context(), unit_of_work():
        waits(talk, [73] * 10)
    assert "about 4 days: half of the last 10" in sent.page(f"{talk.address}/sent").main.text


def test_few_answers_say_nothing_and_distress_does_not_count(inside, talk):
    with unit_of_work():
        waits(talk, [1] * 12, sensitive=3)
        assert usual_wait() is None


@pytest.fixture
def limited(app, monkeypatch):
    """As in production, where the pace of members counts."""
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    app.extensions["counts"].forget()
    yield
    app.extensions["counts"].forget()


def test_more_reports_than_anybody_needs_are_slowed_down_kindly(app, limited, make, talk, page_of):
    browser = page_of(talk.reporter)
    most = REPORTS.times
    for _ in range(most):
        said = make.message(room=talk.room, by=talk.author)
        browser.post(f"/report/message/{said.public_id}", data={"reason": "promotion"})
        done = browser.post(f"/report/message/{said.public_id}/check", data={"words": ""})
        assert done.status_code == 303
    browser.post(talk.address, data={"reason": "promotion"})
    answer = browser.post(f"{talk.address}/check", data={"words": "My words"})
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.text and "My words" in answer.text
    with app.app_context():
        assert len(db.session.scalars(select(Report)).all()) == most
    other = page_of(talk.member)
    other.post(talk.address, data={"reason": "promotion"})
    assert other.post(f"{talk.address}/check", data={"words": ""}).status_code == 303


def test_the_same_form_sent_twice_is_one_report(app, page_of, talk):
    browser = page_of(talk.reporter)
    browser.post(talk.address, data={"reason": "unkind"})
    data = {"words": "Once", "csrf_token": "the page's own"}
    first, second = (browser.post(f"{talk.address}/check", data=data) for _ in range(2))
    assert first.location == second.location == f"{talk.address}/sent"
    with app.app_context():
        assert len(db.session.scalars(select(Report)).all()) == 1
