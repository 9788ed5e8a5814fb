"""The statement of reasons: whole for its author, short for who reported, nothing for others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.accounts.models import Member
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision, Evidence, Report
from app.moderation.permissions import APPEAL_FOR
from app.moderation.services import detecting
from app.moderation.services.registering import adapters_of
from tests.moderation.members.conftest import FACTS, WHY


def fields(page: Any) -> dict[str, str]:
    """The lines of the statement."""
    return {
        line.dt.text: " ".join(line.dd.text.split())
        for line in page.select("main dl.summary-list > div")
    }


@pytest.fixture
def decided(report, decide):
    report(words="A reporter's words")
    return decide("hide")


def at(row: Any) -> str:
    return f"/me/decisions/{row.public_id}"


def test_the_author_reads_every_field(decided, talk, page_of):
    lines = fields(page_of(talk.author).page(at(decided)))
    assert list(lines) == [
        "What we decided", "From when", "For how long", "About", "What happened", "The rule",
        "Why", "Why something gentler was not enough", "How we came to look at it",
        "Found by a program?", "Decided by a program?", "If you see it differently",
    ]  # fmt: skip
    assert lines["What we decided"].startswith("We hid it. Others cannot read it.")
    assert lines["For how long"] == "It has no end, unless another look changes it."
    assert lines["About"] == "a message in a room (Evening room – Quiet circle)"
    assert (lines["What happened"], lines["Why"]) == (FACTS, WHY)
    assert lines["The rule"].startswith("Unkind. We are kind to each other")
    assert lines["How we came to look at it"] == "Somebody told us about it."
    assert lines["Found by a program?"] == "No."
    assert lines["Decided by a program?"] == "No. A person decided."


def test_a_finding_of_a_program_and_a_decision_are_two_fields(app, talk, decide, page_of):
    with app.test_request_context(), unit_of_work():
        thing = adapters_of().of("message").find(talk.said.public_id)
        found = detecting.Found("screening", "dose", "1", "rest", 1, "words")
        detecting.detect(thing, (found,))
    row = decide("hide", "dangerous")
    lines = fields(page_of(talk.author).page(at(row)))
    assert lines["Found by a program?"].startswith("Yes, a program pointed it out.")
    assert lines["Decided by a program?"] == "No. A person decided."
    assert lines["How we came to look at it"] == "We looked at it of our own accord."


def test_an_end_stands_in_words_and_in_the_readers_zone(app, report, decide, talk, page_of):
    report()
    row = decide("suspend", until=datetime(2099, 3, 2, 23, 30, tzinfo=UTC))
    with app.app_context(), unit_of_work():
        berlin = update(Member).where(Member.id == talk.author.id)
        db.session.execute(berlin.values(time_zone="Europe/Berlin"))
    assert fields(page_of(talk.author).page(at(row)))["For how long"] == "Until 3 March 2099"


def test_the_author_reads_their_words_as_they_were(decided, talk, page_of):
    page = page_of(talk.author).page(at(decided))
    own = page.select_one("main blockquote .own-words")
    assert (own.text, own["dir"], own["translate"]) == ("Magpie words", "auto", "no")


def evidence(case_id: int, words: str, *, taken: timedelta) -> None:
    row = Evidence(case_id=case_id, words=words, written_at=now(), digest=words)
    row.taken_at = now() + taken
    db.session.add(row)
    db.session.flush()


def test_the_words_are_those_that_were_decided_about(app, decided, talk, page_of):
    """Neither a wording that was found after it nor words of another case."""
    with app.app_context(), unit_of_work():
        other = Case(kind="message", thing_id="elsewhere")
        db.session.add(other)
        db.session.flush()
        evidence(other.id, "Of another case", taken=timedelta(hours=-1))
        evidence(decided.case_id, "Found later", taken=timedelta(hours=1))
    page = page_of(talk.author).page(at(decided))
    assert page.select_one("main blockquote .own-words").text == "Magpie words"


def test_nothing_says_who_reported_or_decided(decided, talk, cast, page_of):
    words = page_of(talk.author).page(at(decided)).main.text
    for private in ("other patient", "A reporter's words", cast.moderator.public_id,
                    talk.reporter.public_id):  # fmt: skip
        assert private not in words


def test_who_reported_reads_what_was_done_and_nothing_private(decided, talk, page_of):
    page = page_of(talk.reporter).page(at(decided))
    assert fields(page)["What we did"] == "We hid it."
    assert fields(page)["The rule"].startswith("We are kind")
    for private in ("Heron", "Plover", "Magpie", "Nothing else helps"):
        assert private not in page.text


@pytest.mark.parametrize("action", ["suspend", "reply_limit", "leave_group", "ask"])
def test_what_is_agreed_with_a_person_stays_with_them(report, decide, talk, page_of, action):
    report()
    row = decide(action)
    done = fields(page_of(talk.reporter).page(at(row)))["What we did"]
    assert done.startswith("We did something about it.") and "suspend" not in done


@pytest.mark.parametrize(("reason", "ground"), [("worried", "unkind"), ("other", "method")])
def test_of_somebodys_distress_reporters_hear_only_that_it_was_looked_after(
    report, decide, make, talk, page_of, reason, ground
):
    report(reason=reason, words="Please look")
    row = decide("hide", ground, by=make.member(roles=("moderator", "safeguarding")))
    lines = fields(page_of(talk.reporter).page(at(row)))
    assert lines["What we did"].startswith("Somebody looked after it.")
    assert "The rule" not in lines


def test_it_stays_so_when_the_desk_has_let_go_of_the_distress(
    app, report, decide, make, talk, page_of
):
    report(reason="worried")
    row = decide("hide", by=make.member(roles=("moderator", "safeguarding")))
    with app.app_context(), unit_of_work():
        db.session.execute(update(Case).values(is_sensitive=False, level="rest"))
    lines = fields(page_of(talk.reporter).page(at(row)))
    assert lines["What we did"].startswith("Somebody looked after it.")


def test_nobody_else_finds_it(decided, talk, cast, page_of):
    for other in (talk.member, cast.stranger, cast.moderator):
        assert page_of(other).get(at(decided)).status_code == 404
        assert page_of(other).get(f"{at(decided)}/appeal").status_code == 404


def test_who_took_the_report_back_does_not_find_it(app, decided, talk, page_of):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Report).values(taken_back_at=now()))
    browser = page_of(talk.reporter)
    assert browser.get(at(decided)).status_code == 404
    assert browser.get(f"{at(decided)}/appeal").status_code == 404


def test_the_last_day_to_appeal_is_a_whole_day(app, decided, talk, page_of):
    taken = datetime(2026, 1, 10, 12, tzinfo=UTC)
    with app.app_context(), unit_of_work():
        db.session.execute(update(Decision).values(taken_at=taken))
    said = fields(page_of(talk.author).page(at(decided)))["If you see it differently"]
    assert timedelta(days=184) == APPEAL_FOR
    assert "until 12 July 2026" in said and (taken + APPEAL_FOR).day == 13
