"""Sends every form of the site with more than it asks for, and hears which names it looks at."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import Any

from flask import Flask, Request
from sqlalchemy import String, Text, select
from werkzeug.datastructures import ImmutableMultiDict

from app.core.database import Base, db
from tests.factories import Maker
from tests.support.routes import writing

# What a friendly person may type, for every name that a form of ours has. Sent to every route.
SAMPLE: dict[str, Any] = {
    "body": "Some quiet words", "title": "A title", "kind": "question", "purpose": "For us all",
    "rules": "Be kind", "audience": "members", "display_name": "Quiet Lantern", "age": "18",
    "email": "quiet@example.org", "password": "kettle orchard plover nine", "answer": "yes",
    "time_zone": "Europe/Berlin", "locale": "en", "role": "clinician", "reason": "Known to us",
    "who": "Otter", "name": "Otter", "treatment": "Aspirin", "first": "Headache", "dose": "20 mg",
    "effectiveness": "2", "side_effects": "1", "overall": "5", "theme": "dusk", "size": "125",
    "spacing": "wide", "font": "plain", "motion": "off", "buttons": "big", "position": "1",
    "reaction": "thanks", "publish": "1", "label": "My sister", "scope": "read", "months": "3",
    "show_card": "no", "shared": "y", "advice": "Take it slowly",
}  # fmt: skip


class Listening(ImmutableMultiDict):  # type: ignore[type-arg]
    """A form that keeps the names it was asked for; "*" when somebody went through all of them."""

    asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, *args: Any, **values: Any) -> Any:
        self.asked.add(name)
        return super().get(name, *args, **values)

    def getlist(self, name: str, *args: Any, **values: Any) -> Any:
        self.asked.add(name)
        return super().getlist(name, *args, **values)

    def items(self, *args: Any, **values: Any) -> Any:
        self.asked.add("*")
        return super().items(*args, **values)

    def lists(self) -> Any:
        self.asked.add("*")
        return super().lists()

    def to_dict(self, *args: Any, **values: Any) -> Any:
        self.asked.add("*")
        return super().to_dict(*args, **values)


class ListeningRequest(Request):
    """A request whose form listens."""

    parameter_storage_class = Listening


def columns() -> dict[str, str]:
    """Every column of all models by name, with a value that would give somebody something."""
    return {
        column.name: "operator" if isinstance(column.type, String | Text) else "1"
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }


def rows(app: Flask) -> dict[tuple[str, Any, str], Any]:
    """Every cell of the database by table, key and column."""
    found = {}
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            for row in db.session.execute(select(table)).mappings():
                key = tuple(row[name] for name in keys)
                found |= {(table.name, key, name): row[name] for name in row}
    return found


class World:
    """A small community, put back to how it was before each form is sent."""

    def __init__(self, site: Any, app: Flask, make: Maker) -> None:
        self.site, self.app = site, app
        self.word = self._populate(make)
        with app.app_context():
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()
        self.kept = site.file.with_name("populated.db")
        shutil.copy(site.file, self.kept)
        self.before = rows(app)

    def _populate(self, make: Maker) -> str:
        """One person who has done, and may do, everything; another one to do it to."""
        roles = ("moderator", "clinician", "operator")
        purposes = ("keep_health", "show_groups", "clinician_summaries")
        me = make.member(roles=roles, consents=purposes, display_name="Heron")
        other = make.member(display_name="Otter", roles=("moderator",))
        group = make.group(slug="one", stewards=(me,), members=(other,))
        make.group(slug="two", audience="public")
        topic = make.topic(group=group, by=me, replies=1)
        evaluation = make.evaluation(
            by=me,
            treatment=make.concept(kind="treatment", name="Aspirin"),
            purposes=(make.concept(name="Headache"),),
            shown_to=(group,),
        )
        with self.app.app_context():
            posts = Base.metadata.tables["posts"]
            post = db.session.execute(select(posts.c.public_id).order_by(posts.c.id)).scalar()
        self.ids = SimpleNamespace(
            topic=topic.public_id, post=post, evaluation=evaluation.public_id,
            other=other.public_id, group=str(group.id),
        )  # fmt: skip
        client: Any = self.app.test_client()
        return client.sign_in(me).get_cookie("session").value  # type: ignore[no-any-return]

    def addresses(self) -> list[tuple[str, str, str]]:
        """Endpoint, verb and an address under which something is, where the world has it."""
        return [(name, verb, self._real(name, at)) for name, verb, at in writing(self.app)]

    def _real(self, endpoint: str, address: str) -> str:
        ids = self.ids
        for begin, value in (
            ("/groups/", "two" if endpoint.endswith(".join") else "one"),
            ("/topics/", ids.topic),
            ("/posts/", ids.post),
            ("/evaluations/", ids.evaluation),
            ("/members/", ids.other),
            ("/stewards/", ids.other),
            ("/consents/", "show_groups"),
            ("/roles/", "moderator"),
        ):
            address = address.replace(f"{begin}nothing", f"{begin}{value}")
        return address

    def restore(self) -> None:
        """As it was after the populating."""
        with self.app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.site.file.with_name(self.site.file.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.kept, self.site.file)

    def send(self, verb: str, address: str, **values: Any) -> tuple[Any, set[str]]:
        """The answer in a fresh browser, and the names that were looked at."""
        Listening.asked = set()
        client = self.app.test_client()
        client.set_cookie("session", self.word)
        answer = client.open(address, method=verb, **values)
        return answer, set(Listening.asked)

    def after(self, verb: str, address: str, form: dict[str, Any]) -> dict[Any, Any]:
        """Every cell after a form was sent to the fresh world; the world is put back."""
        self.send(verb, address, data=form)
        found = rows(self.app)
        if found != self.before:
            self.restore()
        return found
