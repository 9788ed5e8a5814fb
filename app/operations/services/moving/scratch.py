"""An empty database beside the real one: the same site on another address, thrown away after.

A backup is put together here, checked here, brought to the newest schema here, and only then
takes the place of the real one. Whatever goes wrong before, nothing was touched.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from psycopg import sql
from sqlalchemy import make_url

from app.core.database import db
from app.core.extensions import Migrations
from app.operations.services.moving.places import Place, place_at
from app.operations.services.moving.postgres import PostgresPlace
from app.operations.services.moving.sqlite import SqlitePlace

NOT_SHARED = ("sqlalchemy", "migrate")


def site_at(site: Flask, url: str) -> Flask:
    """The same configuration on another database, without pages and commands."""
    other = Flask(site.import_name)
    other.config.update(site.config)
    other.config["SQLALCHEMY_DATABASE_URI"] = url
    for name, extension in site.extensions.items():
        if name not in NOT_SHARED:
            other.extensions[name] = extension
    db.init_app(other)
    other.extensions["migrate"] = Migrations(other)
    return other


def migrate_to(site: Flask, url: str, revision: str = "head") -> None:
    """Bring the schema at an address to a version; the newest when none is named."""
    from flask_migrate import upgrade

    logging.getLogger("alembic").setLevel(logging.WARNING)
    other = site_at(site, url)
    with other.app_context():
        try:
            upgrade(directory=migrations_of(site), revision=revision)
        finally:
            db.session.remove()
            db.engine.dispose()


def migrations_of(site: Flask) -> str:
    """Where the migrations are, whatever folder the command was typed in."""
    return str(Path(site.root_path).parent / "migrations")


def known_revisions(site: Flask) -> list[str]:
    """Every version of the schema that this code knows, oldest first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(migrations_of(site))
    return [step.revision for step in script.walk_revisions()][::-1]


@contextmanager
def scratch_beside(url: str) -> Iterator[Place]:
    """An empty database next to the one at `url`, gone at the end unless it was moved."""
    place = place_at(url)
    word = f"scratch_{secrets.token_hex(4)}"
    if isinstance(place, PostgresPlace):
        with _schema(place, word) as address:
            yield PostgresPlace(address)
        return
    assert isinstance(place, SqlitePlace)
    path = place.path.with_name(f"{place.path.name}.{word}")
    try:
        yield SqlitePlace(make_url(url).set(database=str(path)).render_as_string())
    finally:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _schema(place: PostgresPlace, word: str) -> Iterator[str]:
    """A schema of its own, which the search path of the given address leads to."""
    parts = make_url(place.url)
    options = f"{parts.query.get('options', '')} -csearch_path={word}".strip()
    address = parts.update_query_dict({"options": options})
    with place.open() as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(word)))
    try:
        yield address.render_as_string(hide_password=False)
    finally:
        with place.open() as connection:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(word)))
