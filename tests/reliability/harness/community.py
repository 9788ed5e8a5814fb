"""A small community made straight in the database: one group, one topic, signed-in members."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.accounts.services.sessions import start_session
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.engines import build

FIRST_WORDS = "First words"


@dataclass(frozen=True)
class Community:
    """Where to write, and the session cookie of each writer."""

    database: str
    topic: str
    sessions: list[str]

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(self.database.removeprefix("sqlite:///"))

    def copied_to(self, folder: Path) -> Community:
        """The same community in another SQLite file."""
        file = folder / "site.db"
        shutil.copy(self.file, file)
        return Community(f"sqlite:///{file}", self.topic, self.sessions)

    def ask(self, question: str) -> list[tuple]:
        """Ask the database itself, past the site."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.file, timeout=5)) as connection:
                return connection.execute(question).fetchall()
        with psycopg.connect(self.database.replace("+psycopg", "")) as connection:
            return connection.execute(question).fetchall()

    def do(self, *statements: str) -> None:
        """Change rows past the site, on PostgreSQL."""
        with psycopg.connect(self.database.replace("+psycopg", "")) as connection:
            for statement in statements:
                connection.execute(statement)

    def replies(self) -> list[str]:
        """The words of every post but the first."""
        return [body for (body,) in self.ask("SELECT body FROM posts") if body != FIRST_WORDS]

    def damage(self) -> list[str]:
        """What no interruption may leave behind: a damaged file, half of an action."""
        found = []
        positions = [n for (n,) in self.ask("SELECT position FROM posts ORDER BY position")]
        if positions != list(range(1, len(positions) + 1)):
            found.append("posts are not numbered without gaps")
        if self.ask("SELECT post_count FROM topics") != [(len(positions),)]:
            found.append("the topic counts other posts than it has")
        if self.database.startswith("sqlite"):
            found += [row for (row,) in self.ask("PRAGMA integrity_check") if row != "ok"]
            found += [f"orphan: {row}" for row in self.ask("PRAGMA foreign_key_check")]
        return found


def make_community(database: str, members: int = 32) -> Community:
    """Migrate an empty database and let people in."""
    app = build(database)
    make = Maker(app)
    people = tuple(make.member() for _ in range(members))
    topic = make.topic(group=make.group(members=people), by=people[0], body=FIRST_WORDS)
    with app.app_context():
        with unit_of_work():
            sessions = [start_session(member_id=one.id, device="Test browser") for one in people]
        if database.startswith("sqlite"):
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()
    return Community(database, topic.public_id, sessions)
