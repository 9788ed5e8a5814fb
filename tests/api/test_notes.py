"""Context notes in the JSON: what stands under a post on its page stands there too, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote, NoteRating, NoteSource, NoteSwitch
from tests.support.queries import count_queries

SHOWN_FROM = datetime(2026, 3, 2, 8, tzinfo=UTC)
SOURCES = [
    {"url": "https://one.example/", "title": "One", "publisher": "P1", "grade": "A"},
    {"url": "https://two.example/", "title": "Two", "publisher": "P2", "grade": ""},
]


@pytest.fixture
def talk(make, cast):
    """A topic of a public group with three posts; the second one is the patient's."""
    group = make.group(audience="public", members=(cast.patient, cast.carer))
    topic = make.topic(group=group, by=cast.carer)
    posts = [make.post(topic=topic, by=cast.patient, body=f"Words {n}") for n in (1, 2)]
    return topic, posts


@pytest.fixture
def note(app, cast):
    """`note(post, **columns)`: a note that is shown, with two sources and a rating."""

    def write(post, **values):
        shown = {"status": "helpful", "shown_from": SHOWN_FROM, "rating_count": 5, "harm": 1}
        said = {"claim": "Plover claim", "correction": "Heron correction", "why": "Curlew why"}
        with app.app_context(), unit_of_work():
            row = ContextNote(
                kind="post", thing_id=post.public_id, author_id=cast.carer.id, flaw="other",
                kept_back="unsigned", **{**said, **shown, **values},
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            for source in SOURCES:
                db.session.add(NoteSource(note_id=row.id, dated=date(2024, 5, 31), **source))
                db.session.flush()
            db.session.add(
                NoteRating(note_id=row.id, member_id=cast.stranger.id, halves=2, tags="clear")
            )

    return write


def notes_of(client, topic):
    posts = client.get(f"/api/v1/topics/{topic.public_id}").json["posts"]
    return {post["position"]: post["notes"] for post in posts}


def test_a_shown_note_stands_under_its_post_with_its_sources(client, talk, note):
    topic, posts = talk
    note(posts[0])
    found = notes_of(client, topic)
    (one,) = found.pop(2)
    assert found == {1: [], 3: []}
    assert one == {
        "correction": "Heron correction",
        "why": "Curlew why",
        "shown_from": "2026-03-02T08:00:00+00:00",
        "sources": [source | {"dated": "2024-05-31"} for source in SOURCES],
    }


@pytest.mark.parametrize(
    "values",
    [
        {"status": "needs_more"},
        {"status": "not_helpful"},
        {"shown_from": now() + timedelta(days=1)},
        {"shown_from": None},
        {"withdrawn_at": now()},
    ],
    ids=["needs more", "not helpful", "delayed", "no time", "withdrawn"],
)
def test_a_note_that_is_not_shown_is_not_there(client, talk, note, values):
    topic, posts = talk
    note(posts[0], **values)
    note(posts[1])
    found = notes_of(client, topic)
    assert (found[2], len(found[3])) == ([], 1)


def test_the_switch_that_hides_all_notes_hides_them_here(app, client, talk, note):
    topic, posts = talk
    note(posts[0])
    with app.app_context(), unit_of_work():
        db.session.add(NoteSwitch(is_off=True, by_id=None, reason="Something is wrong"))
    assert notes_of(client, topic) == {1: [], 2: [], 3: []}


def test_nothing_stands_under_a_post_that_was_taken_back(client, cast, talk, note):
    topic, posts = talk
    note(posts[0])
    client.sign_in(cast.patient).post(f"/posts/{posts[0].public_id}/delete")
    assert notes_of(client, topic)[2] == []


def test_neither_writers_nor_raters_nor_scores_leave(client, cast, talk, note):
    topic, posts = talk
    note(posts[0])
    text = client.get(f"/api/v1/topics/{topic.public_id}").text
    for told in ("Plover", "unsigned", "rating", "intercept", "halves", cast.stranger.display_name):
        assert told not in text


def test_notes_of_a_page_cost_one_statement_however_many(client, talk, note):
    topic, posts = talk
    costs = []
    for post in (None, *posts):
        if post:
            note(post)
            note(post)
        with count_queries() as seen:
            client.get(f"/api/v1/topics/{topic.public_id}")
        costs.append(len(seen))
    assert len(set(costs)) == 1


def test_the_document_describes_them(client):
    document = client.get("/api/openapi.json").json
    schemas = document["components"]["schemas"]
    assert "notes" in schemas["Post"]["required"]
    assert set(schemas["Note"]["properties"]) == {"correction", "why", "sources", "shown_from"}
    assert set(schemas["Source"]["properties"]) == {"url", "title", "publisher", "dated", "grade"}
