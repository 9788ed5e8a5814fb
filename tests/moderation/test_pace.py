"""Far more than anybody needs is slowed down kindly, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.community.models import PostRevision
from app.community.services import pacing as changing
from app.core.database import db
from app.moderation.models import ContextNote, NoteRating
from app.moderation.services import pacing
from tests.factories import Maker

SOURCE = {
    "url_1": "https://www.nhs.uk/heron", "title_1": "Heron page", "publisher_1": "Made up",
    "dated_1": "2024-05-31",
}  # fmt: skip
NOTE = SOURCE | {
    "claim": "Plover claim", "correction": "Heron correction", "why": "Curlew why",
    "flaw": "factual_error", "harm": "1",
}  # fmt: skip


HOURLY = {
    one.name: one.times
    for one in (pacing.REPORTS, pacing.STEPS, pacing.NOTES, pacing.RATINGS)
    if one.seconds == 3_600
}


@pytest.fixture(autouse=True)
def limited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in production, where the pace of members counts; at most two of each."""
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    for name in ("STEPS", "NOTES", "RATINGS"):
        monkeypatch.setattr(pacing, name, getattr(pacing, name)._replace(times=2))
    monkeypatch.setattr(changing, "EDITS", (2, 3_600))
    app.extensions["counts"].forget()
    yield
    app.extensions["counts"].forget()


@pytest.fixture
def posts(make: Maker, cast: Any) -> list[Any]:
    """Three posts of the carer, in a group of theirs and the patient's."""
    group = make.group(audience="group", members=(cast.patient, cast.carer, cast.other_patient))
    topic = make.topic(group=group, by=cast.carer, title="Tea")
    return [make.post(topic=topic, by=cast.carer, body=f"Jackdaw {n}") for n in range(3)]


@pytest.fixture
def browser(app: Flask, cast: Any) -> Any:
    """In which the patient is signed in."""
    return app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_honest_people_have_room() -> None:
    assert HOURLY == {"reports": 20, "report steps": 120, "notes": 10, "ratings": 120}


def test_notes(app, browser, posts):
    paths = [f"/notes/new/post/{one.public_id}" for one in posts]
    assert [browser.post(path, data=NOTE).status_code for path in paths[:2]] == [303, 303]
    answer = browser.post(paths[2], data=NOTE)
    assert answer.status_code == 422 and "Nothing is lost" in answer.text
    assert all(words in answer.text for words in ("Plover claim", "Heron page"))
    assert count(app, ContextNote) == 2


def test_a_note_that_was_refused_for_something_else_counts_nothing(app, browser, posts):
    for _ in range(4):
        wrong = browser.post(f"/notes/new/post/{posts[0].public_id}", data=NOTE | {"url_1": "x"})
        assert "Nothing is lost" not in wrong.text
    path = f"/notes/new/post/{posts[0].public_id}"
    assert browser.post(path, data=NOTE).status_code == 303


def test_ratings(app, browser, posts, cast):
    other = app.test_client().sign_in(cast.other_patient)
    path = other.post(f"/notes/new/post/{posts[0].public_id}", data=NOTE).location + "/rate"
    for halves in ("2", "1"):
        assert browser.post(path, data={"halves": halves}).status_code == 303
    answer = browser.post(path, data={"halves": "0"})
    assert answer.status_code == 422 and "Nothing is lost" in answer.text
    with app.app_context():
        assert db.session.scalars(select(NoteRating.halves)).all() == [1]


def test_pages_of_a_report(browser, posts):
    paths = [f"/report/post/{one.public_id}" for one in posts]
    for path in paths[:2]:
        assert browser.post(path, data={"reason": "unkind"}).status_code == 303
    answer = browser.post(paths[2], data={"reason": "unkind"})
    assert answer.status_code == 422 and "Nothing is lost" in answer.text
    chosen = answer.text.split('value="unkind"')[0].rsplit("<input", 1)[1]
    assert "checked" in chosen + answer.text.split('value="unkind"')[1].split(">")[0]
    how = browser.post(f"{paths[0]}/how", data={"flaw": "other", "harm": "1"})
    assert how.status_code == 422 and "Nothing is lost" in how.text
    words = {"words": "Sandpiper words", "change": "what"}
    check = browser.post(f"{paths[0]}/check", data=words)
    assert check.status_code == 422 and "Sandpiper words" in check.text


def test_changes_of_posts(app, make, browser, cast):
    group = make.group(members=(cast.patient, cast.carer))
    post = make.post(topic=make.topic(group=group, by=cast.carer), by=cast.patient, body="First")
    path = f"/posts/{post.public_id}/edit"
    for body in ("First", "Second", "Second", "Third", "Third"):
        assert browser.post(path, data={"body": body}).status_code == 303, "same words are free"
    answer = browser.post(path, data={"body": "Sandpiper words"})
    assert answer.status_code == 422 and "Nothing is lost" in answer.text
    assert "Sandpiper words" in answer.text and count(app, PostRevision) == 2
