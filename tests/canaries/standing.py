"""The standing world in a database of its own, one for each engine and test process.

Built once, shared by `tests/authorisation` and `tests/canaries`. What a request writes is undone
when it is over, so every request finds the same world.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.services import keeping_forms, sessions
from app.core import step_drafts
from app.core.database import SiteSession, db
from app.core.transactions import unit_of_work
from config import Testing
from tests.canaries.seeding import World, seed, word
from tests.support.client import SiteClient
from tests.support.engines import POSTGRES

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Standing:
    """The site over the standing world, asked as any of its people."""

    app: Flask
    world: World
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, who: str, address: str, verb: str = "GET", **values: Any) -> Any:
        """One request, in a browser that holds no more than the person's sign-in."""
        client = self.app.test_client(use_cookies=False)
        headers = {**values.pop("headers", {}), "Cookie": self.cookies[who]}
        return client.open(address, method=verb, headers=headers, **values)

    @contextmanager
    def undone(self) -> Iterator[list[str]]:
        """Whatever is written inside is gone afterwards. The list fills with the statements
        that would have been kept and changed at least one row."""
        with self.app.app_context():
            connection = db.engine.connect()
            factory = db.session.session_factory
        outer, kept, pending = connection.begin(), [], []
        rows = _counting(connection)

        def see(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.lstrip().upper().startswith(WRITES) and rows(cursor):
                pending.append(statement)

        def keep(_session: Any) -> None:
            kept.extend(pending)
            pending.clear()

        def drop(_session: Any, _previous: Any = None) -> None:
            pending.clear()

        bind = SiteSession.get_bind
        SiteSession.get_bind = lambda *_args, **_values: connection  # type: ignore[method-assign]
        factory.configure(join_transaction_mode="create_savepoint")
        listeners = (
            (connection, "after_cursor_execute", see),
            (Session, "after_commit", keep),
            (Session, "after_rollback", drop),
        )
        for target, name, listener in listeners:
            event.listen(target, name, listener)
        try:
            yield kept
        finally:
            for target, name, listener in listeners:
                event.remove(target, name, listener)
            SiteSession.get_bind = bind  # type: ignore[method-assign]
            factory.configure(join_transaction_mode="conditional_savepoint")
            outer.rollback()
            connection.close()


def _counting(connection: Any) -> Callable[[Any], int]:
    """How many rows the last statement changed. With RETURNING, SQLite's cursor does not know."""
    raw = connection.connection.dbapi_connection
    if not hasattr(raw, "total_changes"):
        return lambda cursor: int(cursor.rowcount)
    before = [raw.total_changes]

    def changed(_cursor: Any) -> int:
        last, before[0] = before[0], raw.total_changes
        return int(before[0] - last)

    return changed


def _copied_database(site: Any, folder: Path) -> tuple[str, Any]:
    """An empty database like the one of `site`, and what removes it."""
    with site.app.app_context():
        site.empty()
        url = db.engine.url
        db.engine.dispose()
    if url.get_backend_name() == "sqlite":
        shutil.copy(site.pristine, folder / "standing.db")
        return f"sqlite:///{folder / 'standing.db'}", lambda: None
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"common_thread_standing_{worker}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{url.database}"')

    def drop() -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    return url.set(database=name).render_as_string(hide_password=False), drop


def _cookies(app: Flask, world: World) -> dict[str, str]:
    """What each person's browser sends."""
    app.test_client_class = SiteClient
    cookies = {"visitor": ""}
    with app.app_context():
        people = {who: db.session.get_one(_member(), key) for who, key in world.members.items()}
    for who, row in people.items():
        client = app.test_client().sign_in(row)
        cookies[who] = f"session={client.get_cookie('session').value}"
    client = app.test_client().sign_in(people["stranger"])
    ended = client.get_cookie("session").value
    cookies["signed out"] = f"session={ended}"
    with app.app_context(), unit_of_work():
        cookies["author"] += "; " + _kept_form(app, world)
    client.post("/sign-out")
    return cookies


def _member() -> Any:
    from app.accounts.models import Member

    return Member


def _kept_form(app: Flask, world: World) -> str:
    """A form that the author sent after the sign-in had run out, and the cookie it hangs on."""
    visitor = step_drafts.new_visitor()
    fields = [("body", word("kept form"))]
    draft = keeping_forms.keep(
        owner=visitor, path="/topics/x/reply", fields=fields, member_id=world.members["author"]
    )
    for ids in world.ids.values():
        ids["kept form"] = draft.public_id
    client = app.test_client()
    with client.session_transaction() as session:
        session["visitor"] = visitor
    name = app.config["SESSION_COOKIE_NAME"]
    return f"{name}={client.get_cookie(name).value}"


def _devices(world: World) -> None:
    for place, who in dict.fromkeys(world.ids, "author").items():
        who = "carer" if place == "elsewhere" else who
        world.ids[place]["device"] = sessions.devices(world.viewer(who))[0].public_id


def build(site: Any, folder: Path, config: pytest.Config) -> Standing:
    """The standing world for this engine; built on the first call, the same one afterwards."""
    if not hasattr(site, "standing"):
        url, drop = _copied_database(site, folder)
        settings = Testing()
        settings.SQLALCHEMY_DATABASE_URI = url
        app = create_app(settings)
        with app.app_context():
            world = seed()
        site.standing = Standing(app, world, _cookies(app, world))
        with app.app_context():
            _devices(world)
            db.session.remove()

        def clear() -> None:
            with app.app_context():
                db.engine.dispose()
            drop()

        config.add_cleanup(clear)
    standing: Standing = site.standing
    return standing
