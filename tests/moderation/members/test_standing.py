"""My standing: every decision about me and what holds now, for me alone, also while suspended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.pagination import PAGE_SIZE
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision, Restriction
from app.moderation.services import appealing
from tests.support.queries import count_queries


def text(page_of, member) -> str:
    return " ".join(page_of(member).page("/me/standing").main.text.split())


def test_me_leads_there(talk, page_of):
    links = {link["href"] for link in page_of(talk.author).page("/me").select("main a")}
    assert {"/me/standing", "/me/reports"} <= links


def test_without_decisions_it_says_so(report, decide, make, talk, page_of):
    report(said=talk.other)
    decide("reply_limit")
    words = text(page_of, talk.author)
    assert "Nothing. You can do everything that members can." in words
    assert "None. Nobody had to decide about anything you wrote." in words


def test_every_decision_is_listed_also_that_nothing_was_done(report, decide, talk, page_of):
    report()
    kept = decide("nothing")
    report()
    hidden = decide("hide")
    page = page_of(talk.author).page("/me/standing")
    links = [link["href"] for link in page.select("main .own-lines a")]
    assert links == [f"/me/decisions/{row.public_id}" for row in (hidden, kept)]


def test_what_holds_stands_there_with_its_end(report, decide, talk, page_of):
    report()
    row = decide("reply_limit")
    page = page_of(talk.author).page("/me/standing")
    holds = page.select_one("main .notice-warn")
    assert "You can write once an hour" in holds.text and "until" in holds.text
    assert holds.a["href"] == f"/me/decisions/{row.public_id}"


@pytest.mark.parametrize("column", ["until", "lifted_at"])
def test_what_is_over_holds_no_more(app, report, decide, talk, page_of, column):
    report()
    decide("reply_limit")
    with app.app_context(), unit_of_work():
        db.session.execute(update(Restriction).values({column: now() - timedelta(minutes=1)}))
    assert "Nothing. You can do everything" in text(page_of, talk.author)


def test_an_appeal_is_named(report, decide, whole, answer_appeal, talk, page_of):
    report()
    row = decide("hide")
    appeal = whole(appealing.appeal, by=talk.author, decision_id=row.public_id, words="A joke")
    assert "You asked for another look" in text(page_of, talk.author)
    answer_appeal(appeal, "overturned")
    words = text(page_of, talk.author)
    assert "Taken back" in words and "The decision was taken back" in words


def test_while_suspended_the_decision_and_the_appeal_stay_open(report, decide, talk, page_of):
    """And nothing else of moderation."""
    report()
    row = decide("suspend")
    browser, address = page_of(talk.author), f"/me/decisions/{row.public_id}"
    assert "Your account is suspended" in browser.page(address).h1.text
    assert browser.get("/me/standing").status_code == 200
    assert browser.get(f"{address}/appeal").status_code == 200
    assert browser.post(f"{address}/appeal", data={"words": "A joke"}).location == address
    assert browser.get("/me/export").status_code == 200
    assert browser.get("/me/leave").status_code == 200
    assert browser.get(f"/report/message/{talk.other.public_id}").status_code == 403
    assert browser.get("/me/reports").status_code == 403


def many(app, talk, cast, count: int) -> None:
    with app.app_context(), unit_of_work():
        for number in range(count):
            case = Case(kind="message", thing_id=f"old{number}", author_id=talk.author.id)
            db.session.add(case)
            db.session.flush()
            row = Decision(
                case_id=case.id, round=1, member_id=talk.author.id, by_id=cast.moderator.id,
                action="reply_limit", ground="unkind", facts="", explanation="", notice="own",
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            held = Restriction(member_id=talk.author.id, kind="reply_limit", decision_id=row.id)
            db.session.add(held)


def test_many_come_page_by_page_with_as_few_statements(app, talk, cast, page_of):
    browser = page_of(talk.author)
    many(app, talk, cast, 1)
    browser.page("/me/standing")
    with count_queries() as few:
        browser.page("/me/standing")
    many_more = PAGE_SIZE + 1
    with app.app_context(), unit_of_work():
        for model in (Restriction, Decision, Case):
            db.session.query(model).delete()
    many(app, talk, cast, many_more)
    with count_queries() as more:
        page = browser.page("/me/standing")
    assert len(more) == len(few) <= 5
    assert len(page.select("main .own-lines > li")) == PAGE_SIZE
    older = browser.page(page.select_one("main nav.pager a[rel=next]")["href"])
    assert len(older.select("main .own-lines > li")) == 1
    assert browser.get("/me/standing?after=nonsense").status_code == 404
