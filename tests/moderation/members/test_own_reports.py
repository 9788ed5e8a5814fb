"""One's own reports: what became of each, taking back, and how they turned out, for oneself alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.database import db
from app.core.pagination import PAGE_SIZE
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Report
from app.moderation.services import appealing
from tests.support.queries import count_queries


def text(page_of, member, address: str = "/me/reports") -> str:
    return " ".join(page_of(member).page(address).main.text.split())


def test_a_report_waits_until_somebody_decides(report, talk, page_of):
    report(words="مرحبا 🙂 look")
    page = page_of(talk.reporter).page("/me/reports")
    assert "Waits for an answer" in page.main.text
    own = page.select_one("main p.own-words")
    assert (own.text, own["dir"]) == ("مرحبا 🙂 look", "auto")


@pytest.mark.parametrize(
    ("reason", "action", "said"),
    [
        ("unkind", "hide", "We did something about it"),
        ("unkind", "nothing", "We left it as it is"),
        ("worried", "hide", "Somebody looked after it"),
        ("worried", "nothing", "Somebody looked after it"),
    ],
)
def test_the_outcome_stands_beside_it(report, decide, make, talk, page_of, reason, action, said):
    report(reason=reason)
    decide(action, by=make.member(roles=("moderator", "safeguarding")))
    words = text(page_of, talk.reporter)
    assert said in words and "Waits for an answer" not in words


def test_a_decision_that_was_taken_back_is_told(
    report, decide, whole, answer_appeal, talk, page_of
):
    report()
    row = decide("hide")
    assert "decided otherwise" not in text(page_of, talk.reporter)
    appeal = whole(appealing.appeal, by=talk.author, decision_id=row.public_id, words="A joke")
    answer_appeal(appeal, "overturned")
    assert "decided otherwise" in text(page_of, talk.reporter)


def test_each_round_has_its_own_decision(report, decide, talk, page_of):
    report()
    first = decide("nothing")
    report()
    second = decide("note")
    page = page_of(talk.reporter).page("/me/reports")
    links = [a["href"] for a in page.select(".own-lines a") if "/decisions/" in a["href"]]
    assert links == [f"/me/decisions/{row.public_id}" for row in (second, first)]


def test_one_can_take_it_back_until_then(app, report, talk, page_of):
    row = report()
    report(by=talk.member)
    browser = page_of(talk.reporter)
    form = browser.page("/me/reports").select_one("main form[action$='/take-back']")
    assert form["action"] == f"/me/reports/{row.public_id}/take-back"
    assert browser.post(form["action"]).location == "/me/reports"
    page = browser.page("/me/reports")
    assert "You took it back" in page.main.text
    assert not page.select("main form[action$='/take-back']")
    with app.app_context():
        assert db.session.scalar(select(Case.report_count)) == 1


def test_a_decided_one_stays(report, decide, talk, page_of):
    row = report()
    decide("hide")
    browser = page_of(talk.reporter)
    assert not browser.page("/me/reports").select("main form[action$='/take-back']")
    assert browser.post(f"/me/reports/{row.public_id}/take-back").status_code == 404


def test_nobody_sees_or_takes_back_the_reports_of_another(app, report, talk, page_of):
    row = report(words="Their words")
    browser = page_of(talk.member)
    assert "Their words" not in browser.page("/me/reports").main.text
    assert browser.post(f"/me/reports/{row.public_id}/take-back").status_code == 404
    assert browser.get(f"/me/reports/{row.public_id}/thing").status_code == 404
    with app.app_context():
        assert db.session.scalar(select(Report.taken_back_at)) is None


def test_one_finds_what_it_was_about(report, talk, page_of):
    row = report()
    answer = page_of(talk.reporter).get(f"/me/reports/{row.public_id}/thing")
    assert answer.location.endswith(f"/messages/{talk.said.public_id}")


def test_what_was_taken_away_is_not_led_to(report, decide, talk, page_of):
    row = report()
    decide("remove")
    browser = page_of(talk.reporter)
    answer = browser.get(f"/me/reports/{row.public_id}/thing")
    assert answer.location == "/me/reports"
    assert "You cannot read it any more." in browser.page("/me/reports").main.text


def test_accuracy_has_its_denominator_and_worry_does_not_count(report, decide, make, talk, page_of):
    assert "None of your reports was decided yet." in text(page_of, talk.reporter)
    both = make.member(roles=("moderator", "safeguarding"))
    for reason, action in (("unkind", "hide"), ("unkind", "nothing"), ("worried", "nothing"),
                           ("private", "remove")):  # fmt: skip
        report(reason=reason, said=make.message(room=talk.room, by=talk.author))
        decide(action, by=both)
    report(by=talk.member)
    decide("hide")
    said = "Moderators agreed with 2 of your last 3 reports that were decided."
    assert said in text(page_of, talk.reporter)
    assert said in text(page_of, talk.reporter, "/me/standing")
    other = text(page_of, talk.member)
    assert "Moderators agreed with 1 of your last 1 report that was decided." in other


def many(app, talk, count: int) -> None:
    with app.app_context(), unit_of_work():
        for number in range(count):
            case = Case(kind="message", thing_id=f"old{number}", author_id=talk.author.id)
            db.session.add(case)
            db.session.flush()
            row = Report(case_id=case.id, round=1, reporter_id=talk.reporter.id, reason="unkind")
            row.words = f"Report {number}."
            db.session.add(row)


def test_many_come_page_by_page_with_as_few_statements(app, talk, page_of):
    many(app, talk, 2)
    browser = page_of(talk.reporter)
    browser.page("/me/reports")
    with count_queries() as few:
        browser.page("/me/reports")
    with app.app_context(), unit_of_work():
        db.session.query(Report).delete()
        db.session.query(Case).delete()
    many(app, talk, PAGE_SIZE + 1)
    with count_queries() as more:
        page = browser.page("/me/reports")
    assert len(more) == len(few) <= 4
    assert f"Report {PAGE_SIZE}." in page.main.text and "Report 0." not in page.main.text
    older = browser.page(page.select_one("main nav.pager a[rel=next]")["href"])
    assert [own.text for own in older.select("p.own-words")] == ["Report 0."]
    assert browser.get("/me/reports?after=nonsense").status_code == 404
