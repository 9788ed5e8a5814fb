"""A few members with sessions and one room, made straight in a database that a site then uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask

from app.accounts.services.sessions import start_session
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.engines import build


@dataclass
class Community:
    """`sessions[n]` is the cookie of `members[n]`; all are in the group and in the room."""

    app: Flask
    members: list[Any]
    sessions: list[str]
    group: Any
    room: Any

    def another_session(self, number: int) -> str:
        """The same member on another device."""
        with self.app.app_context(), unit_of_work():
            return start_session(member_id=self.members[number].id, device="Test browser")


def community(database: str, size: int = 4) -> Community:
    """Migrate an empty database and let people in."""
    app = build(database)
    make = Maker(app)
    people = [make.member(display_name=f"Reader {number}") for number in range(size)]
    group = make.group(members=tuple(people))
    room = make.room(group=group, inside=tuple(people))
    made = Community(app, people, [], group, room)
    made.sessions = [made.another_session(number) for number in range(size)]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return made
