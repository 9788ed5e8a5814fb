"""A recap: a host writes, whoever is quoted agrees, and only then it becomes a topic."""

from __future__ import annotations

import pytest

from app.chat.models import Recap, RecapQuote
from app.chat.services import asking, changing, publishing, recapping
from app.community.models import Group, Post, Topic
from app.core.database import db
from app.core.errors import Conflict, Invalid, NotFound
from app.core.transactions import unit_of_work
from tests.support.at_once import at_once

WORDS = {"title": "What we said", "body": "It was about rest."}


@pytest.fixture
def ask(salon, do, recap):
    """Ask everybody who is quoted."""
    return lambda: do(publishing.ask, by=salon.host, **recap.about)


@pytest.fixture
def answer(do, rows):
    """`answer(member, "named")`: to the one quote of theirs."""

    def give(member, what: str) -> None:
        (quote,) = rows(RecapQuote, author_id=member.id)
        do(asking.answer, by=member, quote_id=quote.public_id, answer=what)

    return give


@pytest.fixture
def publish(salon, do, recap):
    """Make it a topic."""
    return lambda: do(publishing.publish, by=salon.host, **recap.about)


def body_of(rows, topic_public_id: str) -> str:
    (topic,) = rows(Topic, public_id=topic_public_id)
    return rows(Post, topic_id=topic.id)[0].body


def answers(rows) -> dict[int, str]:
    return {one.author_id: one.answer for one in rows(RecapQuote)}


def test_quotes_stand_as_each_author_agreed(salon, cast, ask, answer, publish, rows):
    assert ask() == 2
    answer(cast.patient, "named")
    answer(cast.other_patient, "unnamed")
    body = body_of(rows, publish())
    assert body == (
        "It was about rest.\n\npatient said:\n\n> Heron words\n\nSomebody said:\n\n> Plover words"
    )
    (topic,) = rows(Topic)
    assert (topic.kind, topic.title, topic.opened_by_id) == (
        "update",
        "What we said",
        salon.host.id,
    )
    assert "other patient" not in body
    assert [one.state for one in rows(Recap, room_id=salon.room.id)] == ["published"]


def test_who_said_no_is_not_in_it(cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "declined")
    answer(cast.other_patient, "named")
    assert "Heron" not in body_of(rows, publish())


def test_nothing_is_published_before_everybody_answered(cast, recap, ask, answer, publish, rows):
    for _ in range(2):
        with pytest.raises(Invalid):
            publish()
        if not rows(Recap, state="asking"):
            ask()
            answer(cast.patient, "named")
    assert not rows(Topic)


def test_leaving_the_missing_ones_out_is_enough(salon, do, cast, recap, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    (late,) = rows(RecapQuote, author_id=cast.other_patient.id)
    do(recapping.drop_quote, by=salon.host, **recap.about, quote_id=late.public_id)
    assert "Plover" not in body_of(rows, publish())


def test_an_answer_can_be_changed_until_it_is_out(cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.patient, "declined")
    answer(cast.other_patient, "named")
    publish()
    with pytest.raises(Conflict):
        answer(cast.other_patient, "declined")
    assert answers(rows)[cast.other_patient.id] == "named"


def test_nobody_answers_for_somebody_else_or_before_being_asked(do, salon, cast, recap, ask, rows):
    (quote,) = rows(RecapQuote, author_id=cast.patient.id)
    about = {"quote_id": quote.public_id, "answer": "named"}
    with pytest.raises(NotFound):
        do(asking.answer, by=cast.patient, **about)
    ask()
    for person in (cast.other_patient, salon.host, cast.steward):
        with pytest.raises(NotFound):
            do(asking.answer, by=person, **about)
    with pytest.raises(Invalid):
        do(asking.answer, by=cast.patient, quote_id=quote.public_id, answer="waiting")
    assert set(answers(rows).values()) == {"waiting"}


def test_new_words_of_the_host_open_the_answers_again(do, salon, cast, recap, ask, answer, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "declined")
    same = do(recapping.write, by=salon.host, **recap.about, **WORDS)
    assert not same
    assert answers(rows)[cast.patient.id] == "named"
    do(recapping.write, by=salon.host, **recap.about, title="Other", body="Something else")
    assert answers(rows) == {cast.patient.id: "waiting", cast.other_patient.id: "declined"}


def test_an_edited_message_is_asked_about_anew(do, salon, cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "named")
    about = {"room": salon.room, "message_id": salon.said.public_id}
    do(changing.edit, by=cast.patient, **about, body="Ibis words")
    (quote,) = rows(RecapQuote, author_id=cast.patient.id)
    assert (quote.words, quote.answer) == ("Ibis words", "waiting")
    with pytest.raises(Invalid):
        publish()
    assert answers(rows)[cast.other_patient.id] == "named"


def test_a_deleted_message_is_not_quoted(do, salon, cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "named")
    do(changing.take_back, by=cast.patient, room=salon.room, message_id=salon.said.public_id)
    assert "Heron" not in body_of(rows, publish())
    assert list(answers(rows)) == [cast.other_patient.id]


def test_more_readers_than_people_were_told_stop_it(app, salon, cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "named")
    with app.app_context(), unit_of_work():
        db.session.get_one(Group, salon.group.id).audience = "public"
    with pytest.raises(Invalid):
        publish()
    assert ask() == 2
    assert set(answers(rows).values()) == {"waiting"}
    answer(cast.patient, "declined")
    answer(cast.other_patient, "unnamed")
    assert "Somebody said" in body_of(rows, publish())


def test_publishing_twice_at_once_is_one_topic(app, salon, cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "named")
    late = at_once(app, [publish] * 3)
    assert [type(one) for one in late] == [Conflict, Conflict]
    assert len(rows(Topic)) == 1


def test_an_answer_and_the_publishing_at_once_agree(app, cast, ask, answer, publish, rows):
    ask()
    answer(cast.patient, "named")
    answer(cast.other_patient, "named")
    at_once(app, [publish, lambda: answer(cast.patient, "declined")])
    is_quoted = "Heron" in body_of(rows, rows(Topic)[0].public_id)
    assert is_quoted == (answers(rows)[cast.patient.id] == "named")


def test_names_and_words_cannot_dress_up_as_something_else(
    salon, do, cast, make, ask, answer, publish, rows, app
):
    odd = make.member(display_name="*A* [link](http://x.example)")
    said = publishing.QuoteLine(1, "q", odd.id, odd.display_name, "m", "One\n\n# Two", "named")
    with app.test_request_context():
        words = publishing.words_of_topic("Body", [said])
    assert r"\*A\* \[link\]\(http://x\.example\) said:" in words
    assert words.endswith("> One\n>\n> # Two")


def test_hosts_quote_themselves_without_asking(do, salon, make, recap, rows):
    own = make.message(room=salon.room, by=salon.host, body="My words")
    do(recapping.add_quotes, by=salon.host, **recap.about, message_ids=[own.public_id])
    assert answers(rows)[salon.host.id] == "named"
