"""From ratings in the database to what a note is: the plain rule with few raters, the model with
many, each guard at the edge, the delay and the lock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote, NoteRating, NoteSource
from app.moderation.services.scoring_notes import counted_sources
from tests.moderation.notes.conftest import NHS, change

PRAISED = "answers_the_claim clear"


@pytest.fixture
def raters(make, talk):
    people = [make.member() for _ in range(10)]
    for person in people:
        make.membership(group=talk.group, member=person)
    return people


@pytest.fixture
def agree(rate, raters):
    """`agree(note, yes, no)`: so many say yes, so many others no."""

    def act(note, yes, no=0):
        for number, person in enumerate(raters[: yes + no]):
            rate(note, by=person, halves=2 if number < yes else 0)

    return act


@pytest.fixture
def sign(page_of):
    """Somebody stands for a note on its page."""

    def act(note, by):
        assert page_of(by).post(f"/notes/{note.public_id}/sign").status_code == 303

    return act


@pytest.fixture
def judged(score, row_of):
    """What a note is after scoring now: status, method, ratings counted, what keeps it back."""

    def act(note):
        score(now())
        row = row_of(note)
        return row.status, row.method, row.rating_count, row.kept_back

    return act


def test_by_the_plain_rule_five_a_source_and_a_signature_are_enough(
    cast, note, agree, sign, judged, row_of
):
    agree(note, 4)
    sign(note, cast.moderator)
    assert judged(note) == ("needs_more", "fallback", 4, "few_ratings")
    agree(note, 5)
    assert judged(note) == ("helpful", "fallback", 5, "")
    row = row_of(note)
    assert row.shown_from - row.status_at == timedelta(minutes=30)


def test_without_a_signature_it_waits(cast, note, agree, sign, judged):
    agree(note, 5)
    assert judged(note) == ("needs_more", "fallback", 5, "unsigned")
    sign(note, cast.clinician)
    assert judged(note)[0] == "helpful"


@pytest.mark.parametrize(("yes", "no", "status"), [(7, 3, "helpful"), (6, 3, "needs_more")])
def test_seven_in_ten_must_find_it_helpful(cast, note, agree, sign, judged, yes, no, status):
    agree(note, yes, no)
    sign(note, cast.moderator)
    assert judged(note)[0] == status


def test_somewhat_is_not_helpful(cast, note, rate, raters, sign, judged):
    sign(note, cast.moderator)
    for person in raters[:5]:
        rate(note, by=person, halves=1)
    assert judged(note)[3] == "few_helpful"


def test_what_could_injure_needs_two_moderators_or_a_clinician(
    make, cast, talk, write, agree, sign, judged
):
    second = make.member(roles=("moderator",))
    make.membership(group=talk.group, member=second)
    one, other = write(harm=3), write(by=talk.rater, harm=3)
    for note in (one, other):
        agree(note, 5)
        sign(note, cast.moderator)
    assert judged(one)[3] == judged(other)[3] == "unsigned"
    sign(one, second)
    sign(other, cast.clinician)
    assert judged(one)[0] == judged(other)[0] == "helpful"


def test_a_source_that_got_worse_does_not_carry_it(app, cast, note, agree, sign, judged):
    agree(note, 5)
    sign(note, cast.moderator)
    with app.app_context(), unit_of_work():
        db.session.query(NoteSource).one().url = "https://unlisted.example/x"
    assert judged(note)[3] == "no_source"


def test_which_sources_count():
    good, unlisted = ("https://nhs.uk/x", "A"), ("https://unlisted.example/x", "")
    assert counted_sources([good, unlisted], now().date()) == 1
    assert counted_sources([good], date(2999, 1, 1)) == 0
    assert counted_sources([unlisted], now().date()) == 1
    assert counted_sources([("https://nhs.uk/x", "C")], now().date()) == 0
    assert counted_sources([], now().date()) == 0


def test_it_is_shown_after_half_an_hour_and_settled_after_two_weeks(
    app, cast, talk, note, agree, sign, score, row_of, page_of
):
    agree(note, 5)
    sign(note, cast.moderator)
    begin = now()
    score(begin)
    assert not page_of(talk.rater).page(talk.address).select(".context-note")
    score(begin + timedelta(minutes=10))
    assert row_of(note).shown_from == begin + timedelta(minutes=30)
    score(begin + timedelta(days=14))
    assert row_of(note).is_locked
    with app.app_context(), unit_of_work():
        db.session.query(NoteRating).update({"halves": 0})
    score(begin + timedelta(days=15))
    assert (row_of(note).status, row_of(note).rating_count) == ("helpful", 5)


def test_a_note_that_falls_is_taken_down(
    cast, talk, note, rate, raters, agree, sign, score, page_of
):
    agree(note, 5)
    sign(note, cast.moderator)
    score(now() - timedelta(hours=1))
    browser = page_of(talk.rater)
    assert browser.page(talk.address).select(".context-note")
    for person in raters[:2]:
        rate(note, by=person, halves=0)
    score(now())
    assert not browser.page(talk.address).select(".context-note")


def test_ratings_of_ones_own_note_do_not_count(app, cast, talk, note, agree, sign, judged):
    agree(note, 4)
    sign(note, cast.moderator)
    with app.app_context(), unit_of_work():
        db.session.add(NoteRating(note_id=note.id, member_id=talk.writer.id, halves=2))
    assert judged(note) == ("needs_more", "fallback", 4, "few_ratings")


def test_what_was_taken_back_is_left_alone(app, cast, note, agree, sign, score, row_of):
    agree(note, 5)
    sign(note, cast.moderator)
    change(app, note, withdrawn_at=now())
    score(now())
    assert (row_of(note).status, row_of(note).rating_count) == ("needs_more", 0)


def camps(app, make, talk, raters):
    """Twelve notes, rated by two camps: four liked by both, four by each side only. Every rater
    rates all of them, so all are active; halves of `raters` are a camp each."""
    writer = make.member()
    with make.together():
        people = [make.member() for _ in range(raters)]
    with app.app_context(), unit_of_work():
        notes = [
            ContextNote(
                kind="post", thing_id=talk.post.public_id, author_id=writer.id, claim="c",
                correction="c", why="w", flaw="other",
            )
            for _ in range(12)
        ]  # fmt: skip
        db.session.add_all(notes)
        db.session.flush()
        ids = [note.id for note in notes]
        for note in notes:
            db.session.add(NoteSource(note_id=note.id, grade="A", **NHS._asdict()))
        rows = [
            {"note_id": key, "member_id": person.id, "rated_at": now(), "tags": PRAISED,
             "halves": 2 * (number < 4 or (number < 8) == (place % 2 == 0))}
            for number, key in enumerate(ids)
            for place, person in enumerate(people)
        ]  # fmt: skip
        db.session.execute(insert(NoteRating), rows)
    return ids


@pytest.mark.parametrize(("raters", "method"), [(29, "fallback"), (31, "bridging")])
def test_with_29_active_raters_the_plain_rule_decides_and_with_31_the_model(
    app, make, talk, score, page_of, raters, method
):
    ids = camps(app, make, talk, raters)
    score(now() - timedelta(hours=1))
    with app.app_context():
        rows = [db.session.get_one(ContextNote, key) for key in ids]
        assert {row.method for row in rows} == {method}
        assert {row.rating_count for row in rows} == {raters}
        helpful = [row.id for row in rows if row.status == "helpful"]
        factors = [row.factor for row in rows]
    assert helpful == ([] if raters == 29 else ids[:4])
    assert all((one is None) == (raters == 29) for one in factors)
    words = [one.text for one in page_of(talk.rater).page(talk.address).select(".context-note")]
    assert len(words) == len(helpful) and all("often disagree" in one for one in words)


def test_the_command_scores_and_tells(app, cast, make, talk, note, agree, sign):
    make.place(member=talk.rater, topic=talk.topic, position=3)
    agree(note, 5)
    sign(note, cast.moderator)
    run = app.test_cli_runner()
    command = ["moderation", "score-notes"]
    assert run.invoke(args=command).output.startswith("1 notes scored, 0 of them shown")
    change(app, note, shown_from=now())
    assert run.invoke(args=command).output.startswith("1 notes scored, 1 of them shown")
    assert run.invoke(args=command).output.startswith("1 notes scored, 0 of them shown")
