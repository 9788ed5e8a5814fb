"""What happens once before the site serves: schema, catalogue, demo world, and the promises.

`bin/start` runs it as `flask ready`, all in one process. It knows the other packages only by the
names of their commands. What is done is remembered beside the database's name in
`instance/prepared.json`, so that the second start has nothing to do.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.core.database import assert_durable, db

CATALOGUE_FILES = Path("catalogue", "data")


def refuse_unsafe_workers(environ: Mapping[str, str], *, database: str) -> None:
    """Several workers need one database server and one place for limits and live messages.

    Raises:
        SystemExit: `WEB_CONCURRENCY` is above 1 without PostgreSQL and Redis.
    """
    if int(environ.get("WEB_CONCURRENCY") or 1) < 2:
        return
    if database != "postgresql" or not environ.get("REDIS_URL"):
        raise SystemExit(
            "More than one worker needs PostgreSQL and Redis: "
            "set DATABASE_URL and REDIS_URL, or leave WEB_CONCURRENCY at 1."
        )


def refuse_silent_redis(url: str | None) -> None:
    """A Redis that is named must answer now, not at the first sign-in.

    Raises:
        SystemExit: it does not.
    """
    if not url:
        return
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        raise SystemExit(f"REDIS_URL is set, but Redis does not answer: {error}") from None


class Prepared:
    """Which steps were done for which database, with the fingerprint of what they used."""

    def __init__(self, folder: Path, database: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = folder / "prepared.json"
        self.key = hashlib.sha256(database.encode()).hexdigest()[:16]
        self.all: dict[str, dict[str, str]] = {}
        if self.file.exists():
            self.all = json.loads(self.file.read_text("utf-8"))
        self.steps = self.all.setdefault(self.key, {})

    def forget(self) -> None:
        """The database is new: nothing was done in it."""
        self.steps.clear()

    @contextmanager
    def once(self, step: str, fingerprint: str) -> Iterator[bool]:
        """Gives whether the step is due; remembered only when the block ends well."""
        due = self.steps.get(step) != fingerprint
        yield due
        if due:
            self.steps[step] = fingerprint
            self._save()

    def ask_again(self, step: str) -> None:
        """The step is due at the next start."""
        if self.steps.pop(step, None):
            self._save()

    def _save(self) -> None:
        self.file.write_text(json.dumps(self.all, indent=1), "utf-8")


def fingerprint_of(folder: Path) -> str:
    """Changes when a file below the folder changes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def migrate() -> bool:
    """Bring the schema to its newest version; gives whether the database was empty before.

    Raises:
        SystemExit: a newer program has used the database (safety.md R-8).
    """
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from flask_migrate import upgrade

    logging.getLogger("alembic").setLevel(logging.WARNING)
    known = ScriptDirectory(current_app.extensions["migrate"].directory)
    newest = known.get_current_head()
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present and present not in {version.revision for version in known.walk_revisions()}:
        raise SystemExit("The database belongs to a newer version of this program. Install that.")
    if present != newest:
        click.echo("Bringing the database to its newest version")
        upgrade()
    return present is None


def run_command(*words: str) -> None:
    """Run another package's command, as if typed after `flask`."""
    command: Any = current_app.cli
    for word in words:
        command = command.commands[word]
    command.main(args=[], prog_name=" ".join(words), standalone_mode=False)


def prepare(app: Flask) -> None:
    """Every step that is due, with one line for each."""
    refuse_unsafe_workers(os.environ, database=db.engine.dialect.name)
    refuse_silent_redis(app.config["REDIS_URL"])
    folder = Path(app.config["INSTANCE"])
    done = Prepared(folder, app.config["SQLALCHEMY_DATABASE_URI"])
    if migrate():
        done.forget()
    assert_durable()
    db.session.remove()
    with done.once("catalogue", fingerprint_of(Path(app.root_path) / CATALOGUE_FILES)) as due:
        if due:
            run_command("catalogue", "load")
    if not app.config["DEMO"]:
        return
    with done.once("demo", "1") as due:
        if due:
            click.echo("Making a demo community; this happens once")
            run_command("demo", "create")
    with done.once("summaries", "1") as due:
        if due:
            run_command("insights", "release")


@click.command("ready")
@with_appcontext
def ready() -> None:
    """Make the database ready to serve: schema, catalogue and, with DEMO=1, a demo world."""
    try:
        prepare(current_app._get_current_object())  # type: ignore[attr-defined]
    except OperationalError as error:
        raise SystemExit(f"The database does not answer: {error.orig}") from None


def wire(app: Flask) -> None:
    """Add `flask ready`."""
    app.cli.add_command(ready)
