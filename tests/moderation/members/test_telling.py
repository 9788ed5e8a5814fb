"""What people hear of moderation in their inbox and by letter, and what nobody hears."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.models import Member
from app.core.clock import now
from app.core.database import db
from app.core.jobs.registry import job_named
from app.core.transactions import unit_of_work
from app.moderation.models import Decision, Restriction
from app.moderation.services import appealing, deciding
from app.moderation.steps import LADDER
from app.notifications.services.kinds import words_of
from tests.moderation.members.conftest import FACTS, WHY

DISTRESS = ("distress", "crisis", "suicid", "harm", "worried")


def kinds(notices, member) -> list[str]:
    return [kind for kind, _facts, _path in notices(member)]


def sent(letters, member) -> list[str]:
    return [letter.kind for letter in letters(member)]


def test_a_report_is_confirmed_once_until_the_reporter_has_looked(
    report, make, talk, notices, letters
):
    report()
    report(reason="private")
    report(said=make.message(room=talk.room, by=talk.author))
    assert kinds(notices, talk.reporter) == ["report_received"] == sent(letters, talk.reporter)
    assert notices(talk.reporter)[0][2] == "/me/reports"
    assert notices(talk.author) == [] == letters(talk.author)


@pytest.mark.parametrize(
    ("reason", "action", "outcome"),
    [("unkind", "hide", "agreed"), ("unkind", "nothing", "disagreed"),
     ("worried", "hide", "ignored")],
)  # fmt: skip
def test_each_reporter_gets_an_answer_that_says_no_more_than_that(
    report, decide, make, talk, notices, letters, reason, action, outcome
):
    report(reason=reason)
    report(by=talk.member)
    decide(action, by=make.member(roles=("moderator", "safeguarding")))
    assert notices(talk.reporter)[1:] == [("report_answered", {"outcome": outcome}, "/me/reports")]
    letter = letters(talk.reporter)[-1]
    assert letter.kind == "report_answered"
    for private in ("Heron", "Plover", "Magpie", "hid", "patient", *DISTRESS):
        assert private not in letter.subject + letter.body


def test_the_author_hears_everything_with_the_decision(report, decide, talk, notices, letters):
    report()
    row = decide("hide")
    page = f"/me/decisions/{row.public_id}"
    assert notices(talk.author) == [("decision_taken", {"action": "hide"}, page)]
    (letter,) = letters(talk.author)
    assert letter.subject == "A decision about something you wrote"
    for said in (
        "What we decided:\nWe hid it.", "From when:", "For how long:", "About:\na message",
        f"What happened:\n{FACTS}", "The rule:\nUnkind.", f"Why:\n{WHY}",
        "How we came to look at it:\nSomebody told us about it.", "Found by a program?:\nNo.",
        "Decided by a program?:\nNo. A person decided.", "If you see it differently:",
        f"{page}\n", f"{page}/appeal", "while your account is suspended",
    ):  # fmt: skip
        assert said in letter.body, said


def test_the_letter_names_neither_place_nor_people_nor_the_words(
    report, decide, cast, talk, letters
):
    report(words="A reporter's words")
    decide("hide")
    (letter,) = letters(talk.author)
    for private in ("Quiet circle", "Evening room", "Magpie", "A reporter's words", "other patient",
                    cast.moderator.display_name + " ", cast.moderator.public_id):  # fmt: skip
        assert private not in letter.subject + letter.body


@pytest.mark.parametrize(("reason", "ground"), [("worried", "unkind"), ("other", "method")])
def test_a_letter_says_nothing_of_how_a_person_is(
    report, decide, make, talk, letters, reason, ground
):
    report(reason=reason)
    row = decide("suspend", ground, by=make.member(roles=("moderator", "safeguarding")))
    (letter,) = letters(talk.author)
    assert "What we decided:\nYour account is suspended." in letter.body
    assert f"/me/decisions/{row.public_id}/appeal" in letter.body
    for private in ("Heron", "Plover", "The rule", *DISTRESS):
        assert private not in letter.subject + letter.body


def test_the_letter_speaks_of_days_in_its_readers_zone(app, report, decide, talk, letters):
    report()
    with app.app_context(), unit_of_work():
        whose = update(Member).where(Member.id == talk.author.id)
        db.session.execute(whose.values(time_zone="Europe/Berlin"))
    decide("suspend", until=datetime(2099, 3, 2, 23, 30, tzinfo=UTC))
    assert "Until 3 March 2099" in letters(talk.author)[0].body


def test_where_nothing_was_done_the_author_hears_nothing(report, decide, talk, notices, letters):
    report()
    decide("nothing")
    assert notices(talk.author) == [] == letters(talk.author)


def test_who_has_no_confirmed_address_still_has_the_notice(
    app, report, decide, talk, notices, letters
):
    with app.app_context(), unit_of_work():
        whose = update(Member).where(Member.id == talk.author.id)
        db.session.execute(whose.values(email_confirmed_at=None))
    report()
    decide("hide")
    assert kinds(notices, talk.author) == ["decision_taken"] and letters(talk.author) == []


@pytest.mark.parametrize("action", LADDER)
def test_every_step_has_its_words(inside, action):
    words = words_of("decision_taken", {"action": action})
    assert len(words.title) > len("A decision about something you wrote: ")
    assert not any(sign in words.title.casefold() for sign in DISTRESS)


def test_a_restriction_is_told_when_it_begins(app, report, decide, talk, notices, letters):
    report()
    decide("suspend", until=datetime(2099, 3, 2, 12, tzinfo=UTC))
    first = notices(talk.author)[0]
    facts = {"kind": "suspended", "until": "2099-03-02T12:00:00+00:00"}
    assert first == ("restriction_began", facts, "/me/standing")
    with app.app_context():
        words = words_of("restriction_began", facts)
    assert words.title == "Your account is suspended" and "Until 2 March 2099" in words.text
    assert sent(letters, talk.author) == ["decision_taken"]


@pytest.fixture
def ended(app):
    """Let what holds end by the clock, and the job look."""

    def at(moment: datetime) -> None:
        with app.app_context():
            with unit_of_work():
                db.session.execute(update(Restriction).values(until=moment))
            job_named("notifications.tell-of-ends").function()

    return at


def test_its_end_is_told_once_also_by_letter(ended, report, decide, talk, notices, letters):
    report()
    row = decide("reply_limit")
    ended(now() + timedelta(hours=1))
    assert kinds(notices, talk.author) == ["restriction_began", "decision_taken"]
    ended(now() - timedelta(minutes=1))
    ended(now() - timedelta(minutes=1))
    over = ("restriction_ended", {"kind": "reply_limit"}, f"/me/decisions/{row.public_id}")
    assert notices(talk.author)[2:] == [over]
    assert sent(letters, talk.author) == ["decision_taken", "restriction_ended"]


def test_an_end_long_ago_is_no_news(ended, report, decide, talk, notices):
    report()
    decide("reply_limit")
    ended(now() - timedelta(days=3))
    assert "restriction_ended" not in kinds(notices, talk.author)


def appealed(whole, row, by):
    return whole(appealing.appeal, by=by, decision_id=row.public_id, words="It was a joke")


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
def test_whoever_appealed_gets_the_answer_once(
    report, decide, whole, answer_appeal, talk, notices, letters, outcome
):
    report()
    row = decide("hide")
    answer_appeal(appealed(whole, row, talk.author), outcome)
    page = f"/me/decisions/{row.public_id}"
    assert notices(talk.author)[1:] == [("appeal_answered", {"outcome": outcome}, page)]
    _decision, letter = letters(talk.author)
    assert "Curlew answer: it was a joke." in letter.body
    assert ("does not hold any more" in letter.body) == (outcome == "overturned")


def test_the_author_hears_of_a_reversal_that_a_reporter_asked_for(
    report, decide, whole, answer_appeal, talk, notices, letters
):
    report()
    row = decide("reply_limit")
    answer_appeal(appealed(whole, row, talk.reporter), "overturned")
    assert kinds(notices, talk.author)[2:] == ["restriction_ended", "decision_reversed"]
    assert sent(letters, talk.author)[1:] == ["decision_reversed"]
    assert kinds(notices, talk.reporter)[-1] == "appeal_answered"
    assert "Curlew" in letters(talk.reporter)[-1].body


def test_an_answer_about_how_a_person_is_stays_out_of_the_mailbox(
    report, decide, make, whole, answer_appeal, talk, letters
):
    report(reason="worried")
    row = decide("hide", by=make.member(roles=("moderator", "safeguarding")))
    answer_appeal(appealed(whole, row, talk.author), "upheld")
    assert "Curlew" not in letters(talk.author)[-1].body


def test_the_notice_and_the_letter_come_with_the_decision_or_not_at_all(
    app, report, decide, talk, notices, letters, monkeypatch
):
    """The last listener fails: then nothing was decided, told or written."""
    report()
    answered = deciding._answer_reports

    def fails(*args):
        answered(*args)
        raise RuntimeError("lost the connection")

    monkeypatch.setattr(deciding, "_answer_reports", fails)
    with pytest.raises(RuntimeError):
        decide("hide")
    assert notices(talk.author) == [] == letters(talk.author)
    with app.app_context():
        assert db.session.scalars(select(Decision)).all() == []
