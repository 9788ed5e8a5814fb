"""A register of two sources, notes that name pages, and servers that say what they are told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote, NoteSource
from app.moderation.services import checking_sources
from app.moderation.services.checking_sources import Checked
from app.moderation.services.screening.sources import Register, Source
from app.moderation.views import sources as pages
from tests.factories import Maker

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
GOOD, OLD = "https://good.example/", "https://old.example/"


def _source(domain: str, expires: date) -> Source:
    told = {"publisher": f"Publisher of {domain}", "reason": "so", "conflicts": "none known"}
    days = {"checked_on": date(2020, 1, 1), "expires": expires}
    return Source(domain=domain, grade="A", **told, **days)


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that counts, and one whose day is past."""
    some = (_source("good.example", date(2100, 1, 1)), _source("old.example", date(2021, 1, 1)))
    made = Register(1, {one.domain: one for one in some}, frozenset())
    for module in (checking_sources, pages):
        monkeypatch.setattr(module, "standing_register", lambda: made)


@pytest.fixture
def post(make: Maker, cast: SimpleNamespace) -> Any:
    """A post in a group that the patient and the moderator read."""
    group = make.group(audience="group", members=(cast.patient, cast.moderator))
    topic = make.topic(group=group, by=cast.patient)
    return make.post(topic=topic, by=cast.patient)


@pytest.fixture
def cite(app: Flask, post: Any) -> Callable[..., str]:
    """`cite(url, …, **columns)`: a shown note with these pages; gives its public id."""

    def make_note(*urls: str, **values: Any) -> str:
        shown = {"status": "helpful", "shown_from": START, "harm": 0} | values
        about = {"kind": "post", "thing_id": post.public_id, "flaw": "other"}
        with app.app_context(), unit_of_work():
            note = ContextNote(
                claim="Claim", correction="Correct", why="Why", author_id=None, **about, **shown
            )
            db.session.add(note)
            db.session.flush()
            for url in urls:
                said = {"title": f"Page {url}", "publisher": "P", "dated": date(2024, 5, 31)}
                db.session.add(NoteSource(note_id=note.id, url=url, **said))
                db.session.flush()
            return note.public_id

    return make_note


class Servers(dict[str, int | None]):
    """What each page says; 200 where nothing else is told. Remembers who was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def status_of(self, url: str) -> int | None:
        self.asked.append(url)
        return self.get(url, 200)


@pytest.fixture
def servers() -> Servers:
    """All answer well."""
    return Servers()


@pytest.fixture
def check(app: Flask, servers: Servers) -> Callable[[datetime], Checked]:
    """One run at a moment; `servers.asked` then holds whom it asked."""

    def run(at: datetime) -> Checked:
        servers.asked.clear()
        with app.app_context():
            return checking_sources.check(at, servers.status_of)

    return run
