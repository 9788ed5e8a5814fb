"""A post that misleads in a quiet group, people who read it, and a note under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote
from app.moderation.services import noting, rating
from app.moderation.services.noting import Given
from app.moderation.services.scoring_notes import score_notes
from app.moderation.services.telling_readers import tell_readers
from tests.factories import Maker
from tests.support.client import SiteClient

NHS = Given("https://www.nhs.uk/heron", "Heron page", "Made-up publisher", date(2024, 5, 31))
SAID = {
    "claim": "Plover claim", "correction": "Heron correction", "why": "Curlew why",
    "flaw": "factual_error", "harm": 1,
}  # fmt: skip


@pytest.fixture
def talk(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`author` wrote two posts of a topic that its group reads; `writer` and `rater` read it, too,
    `cast.stranger` does not. A second topic of the same people is for noise."""
    author, writer, rater = cast.patient, cast.other_patient, cast.carer
    people = (author, writer, rater, cast.moderator, cast.clinician)
    group = make.group(slug="quiet", audience="group", members=people)
    topic = make.topic(group=group, by=author, title="Tea", body="Magpie words")
    post = make.post(topic=topic, by=author, body="Jackdaw words")
    later = make.post(topic=topic, by=writer, body="Later words")
    other = make.topic(group=group, by=author, title="Other", body="Other words")
    return SimpleNamespace(
        group=group, topic=topic, post=post, later=later, author=author, writer=writer,
        rater=rater, people=people, address=f"/topics/{topic.public_id}", other=other,
        new=f"/notes/new/post/{post.public_id}",
    )  # fmt: skip


@pytest.fixture
def whole(app: Flask) -> Callable[..., Any]:
    """`whole(service, by=member, …)` as one unit of work."""

    def act(service: Callable[..., Any], *, by: Any, **values: Any) -> Any:
        with app.test_request_context(), unit_of_work():
            done = service(by=viewer_of(by.id), **values)
            db.session.expunge_all()
            return done

    return act


@pytest.fixture
def write(talk: SimpleNamespace, whole: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody proposes a note under the post."""

    def act(by: Any = None, post: Any = None, **values: Any) -> Any:
        said = {**SAID, "sources": [NHS], **values}
        about = {"kind": "post", "thing_id": (post or talk.post).public_id}
        return whole(noting.write, by=by or talk.writer, **about, **said)

    return act


@pytest.fixture
def note(write: Callable[..., Any]) -> Any:
    """A note under the post."""
    return write()


@pytest.fixture
def rate(whole: Callable[..., Any]) -> Callable[..., Any]:
    """`rate(note, by=member, halves=2)`."""

    def act(note: Any, by: Any, halves: int = 2, tags: tuple[str, ...] = ()) -> Any:
        return whole(rating.rate, by=by, note_id=note.public_id, halves=halves, tags=tags)

    return act


@pytest.fixture
def score(app: Flask) -> Callable[[datetime], None]:
    """Say anew what every note is at a moment."""

    def act(at: datetime) -> None:
        with app.app_context(), unit_of_work():
            score_notes(at)

    return act


@pytest.fixture
def tell(app: Flask) -> Callable[..., int]:
    """Tell whoever is to be told; of how many notes."""

    def act() -> int:
        with app.app_context(), unit_of_work():
            return tell_readers(now())

    return act


@pytest.fixture
def row_of(app: Flask) -> Callable[[Any], ContextNote]:
    """The note as it stands."""

    def read(note: Any) -> ContextNote:
        with app.app_context():
            which = select(ContextNote).where(ContextNote.public_id == note.public_id)
            return db.session.scalars(which).one()

    return read


@pytest.fixture
def shown(app: Flask, note: Any) -> Any:
    """The note, found helpful by the plain rule, its delay over."""
    change(app, note, status="helpful", method="fallback", rating_count=5, shown_from=now())
    return note


def change(app: Flask, note: Any, **values: Any) -> None:
    """Set columns of a note."""
    with app.app_context(), unit_of_work():
        row = db.session.get_one(ContextNote, note.id)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.fixture
def page_of(app: Flask) -> Callable[[Any], SiteClient]:
    """A browser in which this member is signed in."""
    return lambda member: app.test_client().sign_in(member)  # type: ignore[attr-defined, no-any-return]
