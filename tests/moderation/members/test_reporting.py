"""Reporting something in at most three pages, in a browser that runs nothing."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from app.core.database import db
from app.core.step_drafts import StepDraft
from app.moderation.models import Case, Report

HOW = {"flaw": "factual_error", "harm": "3", "source_url": "https://nhs.uk/page"}


def rows(app: Any) -> list[Report]:
    with app.app_context():
        return list(db.session.scalars(select(Report).order_by(Report.id)))


def press(browser: Any, page: Any, **typed: str) -> Any:
    """Send the one form of a page with its own hidden fields and choices, as a browser does."""
    form = page.main.find("form", method="post")
    kept = {
        box["name"]: box.get("value", "")
        for box in form.select("input[type=hidden], input[type=radio][checked], input[type=text]")
    }
    kept |= {area["name"]: area.text.strip() for area in form.select("textarea")}
    return browser.post(form.get("action") or browser.here, data=kept | typed)


class Journey:
    """A browser that follows where it is led."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.here = browser, address
        self.page = browser.page(address)

    def send(self, **typed: str) -> Any:
        self.browser.here = self.here
        answer = press(self.browser, self.page, **typed)
        if answer.status_code == 303:
            self.here = answer.location
            self.page = self.browser.page(self.here)
        return answer


def chosen(answer: Any, name: str) -> str:
    page = BeautifulSoup(answer.text, "html.parser")
    return page.select_one(f"input[name={name}][checked]")["value"]


@pytest.fixture
def journey(page_of, talk) -> Journey:
    return Journey(page_of(talk.reporter), talk.address)


def test_something_misleading_takes_three_presses(app, talk, journey):
    journey.send(reason="misleading")
    journey.send(**HOW)
    assert "Somebody could be hurt soon" in journey.page.main.text
    journey.send(words="שלום 🙂 it is wrong")
    assert journey.here == f"{talk.address}/sent"
    (row,) = rows(app)
    assert (row.reason, row.flaw, row.harm) == ("misleading", "factual_error", 3)
    assert (row.source_url, row.words) == ("https://nhs.uk/page", "שלום 🙂 it is wrong")
    with app.app_context():
        assert db.session.scalars(select(Case.level)).all() == ["harm"]
        assert db.session.scalars(select(StepDraft)).all() == []


def test_anything_else_takes_two(app, journey):
    journey.send(reason="unkind")
    journey.send(words="")
    assert [(row.reason, row.harm) for row in rows(app)] == [("unkind", 0)]


def test_the_page_shows_what_is_reported(journey):
    assert "Magpie words" in journey.page.main.text


def test_words_under_a_content_note_are_folded(make, talk, page_of):
    said = make.message(room=talk.room, by=talk.author, body="Hard words", content_note="needles")
    page = page_of(talk.reporter).page(f"/report/message/{said.public_id}")
    assert "Hard words" in page.select_one("main details.content-note").text
    assert "open" not in page.select_one("main details.content-note").attrs


def test_worry_goes_straight_to_warm_words_and_help(app, journey):
    journey.send(reason="worried")
    assert journey.here.endswith("/check")
    assert journey.page.select_one("main a[href='/help-now']")
    journey.send(words="")
    assert journey.page.select_one("main a[href='/help-now']")
    assert not journey.page.select("main form[action$='/avoid']")
    with app.app_context():
        assert db.session.scalars(select(Case.level)).all() == ["red"]


def test_without_an_answer_the_page_comes_back(app, journey):
    answer = journey.send(reason="")
    assert answer.status_code == 422 and "Choose what is wrong." in answer.text
    assert rows(app) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"flaw": ""}, "Choose in which way it misleads."),
        ({"harm": ""}, "Choose what could happen."),
        ({"harm": "9"}, "Not a valid choice"),
        ({"source_url": "my aunt 🙂"}, "It begins with https://"),
        ({"source_url": "javascript:alert(1)"}, "It begins with https://"),
    ],
    ids=["no flaw", "no harm", "unknown harm", "no address", "a script"],
)
def test_a_wrong_answer_comes_back_with_the_others(app, journey, typed, said):
    journey.send(reason="misleading")
    answer = journey.send(**(HOW | typed))
    assert answer.status_code == 422 and said in answer.text
    wanted = (HOW | typed)["source_url"]
    assert f'value="{wanted}"' in answer.text
    if "flaw" not in typed:
        assert chosen(answer, "flaw") == "factual_error"


def test_too_many_words_come_back(app, journey):
    journey.send(reason="unkind")
    answer = journey.send(words="x" * 2_001)
    assert answer.status_code == 422 and "x" * 2_001 in answer.text
    assert rows(app) == []


def test_something_else_needs_words(app, journey):
    journey.send(reason="other")
    answer = journey.send(words="  ")
    assert answer.status_code == 422 and "Write in a few words what is wrong." in answer.text
    assert rows(app) == []


def test_going_back_to_an_answer_keeps_the_words(journey, talk):
    journey.send(reason="misleading")
    journey.send(**HOW)
    journey.send(words="Kept words", change="how")
    assert journey.here == f"{talk.address}/how"
    assert journey.page.select_one("input[name=flaw][checked]")["value"] == "factual_error"
    journey.send(flaw="outdated", harm="1")
    assert journey.here == f"{talk.address}/check"
    assert "Kept words" in journey.page.main.textarea.text
    assert "out of date" in journey.page.main.text


def test_another_reason_takes_harm_and_source_away(app, journey):
    journey.send(reason="misleading")
    journey.send(**HOW)
    journey.send(words="", change="what")
    journey.send(reason="unkind")
    journey.send(words="")
    (row,) = rows(app)
    assert (row.reason, row.flaw, row.harm, row.source_url) == ("unkind", "", 0, "")


@pytest.mark.parametrize("page", ["/how", "/check"])
def test_a_later_page_leads_to_the_first_answer_that_is_missing(page_of, talk, page):
    answer = page_of(talk.reporter).get(talk.address + page)
    assert (answer.status_code, answer.location) == (302, talk.address)


def test_the_later_page_asks_what_is_missing_before_it_sends(app, page_of, talk):
    browser = page_of(talk.reporter)
    browser.post(talk.address, data={"reason": "misleading"})
    answer = browser.post(f"{talk.address}/check", data={"words": "Now"})
    assert answer.location == f"{talk.address}/how"
    assert rows(app) == []


def test_a_second_report_changes_the_first(app, talk, page_of, journey):
    journey.send(reason="unkind")
    journey.send(words="First words")
    again = Journey(page_of(talk.reporter), talk.address)
    assert "takes its place" in again.page.main.text
    assert again.page.select_one("input[name=reason][checked]")["value"] == "unkind"
    again.send(reason="private")
    assert "First words" in again.page.main.textarea.text
    again.send(words="Second words")
    assert [(row.reason, row.words) for row in rows(app)] == [("private", "Second words")]


def test_after_a_decision_a_report_begins_anew(app, report, decide, talk, page_of):
    report(words="First words")
    decide("nothing")
    again = Journey(page_of(talk.reporter), talk.address)
    assert "takes its place" not in again.page.main.text
    assert not again.page.select("input[name=reason][checked]")
    again.send(reason="private")
    assert again.page.main.textarea.text.strip() == ""
    again.send(words="")
    assert [(row.round, row.words) for row in rows(app)] == [(1, "First words"), (2, "")]


def test_what_was_answered_about_one_thing_is_not_kept_for_another(page_of, talk, journey):
    journey.send(reason="unkind")
    other = Journey(page_of(talk.reporter), f"/report/message/{talk.other.public_id}")
    assert not other.page.select("input[name=reason][checked]")


def test_what_another_one_answered_is_not_shown(report, talk, page_of):
    report(by=talk.member, reason="private", words="Their words")
    first = page_of(talk.reporter).page(talk.address)
    assert not first.select("input[name=reason][checked]")
    assert "takes its place" not in first.main.text
    assert page_of(talk.reporter).get(f"{talk.address}/sent").status_code == 404


PAGES = ("", "/how", "/check", "/sent")


@pytest.mark.parametrize("page", PAGES[:3])
def test_own_words_cannot_be_reported(app, page_of, talk, page):
    browser = page_of(talk.author)
    assert browser.get(talk.address + page).status_code == 403
    assert browser.post(talk.address + page, data={"reason": "unkind"}).status_code == 403
    assert rows(app) == []


@pytest.mark.parametrize("page", PAGES)
def test_what_one_does_not_read_is_not_found(app, cast, page_of, talk, page):
    browser = page_of(cast.stranger)
    assert browser.get(talk.address + page).status_code == 404
    if page != "/sent":
        sent = browser.post(talk.address + page, data={"reason": "unkind"})
        assert sent.status_code == 404
    assert rows(app) == []


@pytest.mark.parametrize("thing", ["message/nothinghere2", "planet/nothinghere2", "member/x"])
def test_there_is_nothing_else_to_report(page_of, talk, thing):
    assert page_of(talk.reporter).get(f"/report/{thing}").status_code == 404


def test_visitors_are_asked_to_sign_in(client, talk):
    assert client.get(talk.address).location.startswith("/sign-in")
