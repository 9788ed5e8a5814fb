"""Acts past the site: as another process does them that tells this one nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import delete, update

from app.accounts.models import SignedInSession
from app.accounts.services.sessions import ask_second_step_again
from app.chat.models import ChatSetting, Room, RoomMembership
from app.chat.services import entering
from app.core.database import db
from app.core.sockets import sockets_of
from app.core.transactions import unit_of_work


def end_sessions(app: Flask, member: Any) -> None:
    """The rows go, and no news of it is told."""
    with app.app_context(), unit_of_work():
        db.session.execute(delete(SignedInSession).where(SignedInSession.member_id == member.id))


def end_place(app: Flask, member: Any, room: Any) -> None:
    """The same for a place in a room; the version of access grows, as every end of a right has it."""
    with app.app_context(), unit_of_work():
        mine = (RoomMembership.room_id == room.id, RoomMembership.member_id == member.id)
        db.session.execute(delete(RoomMembership).where(*mine))
        grown = update(Room).where(Room.id == room.id)
        db.session.execute(grown.values(access_version=Room.access_version + 1))


def take_out(app: Flask, member: Any, room: Any) -> None:
    """By the service, with its news."""
    with app.app_context(), unit_of_work():
        entering.take_out([room.id], member.id, why="removed")


def forget_second_step(app: Flask, member: Any) -> None:
    """Roles of the member wait, and no news of it is told."""
    with app.app_context(), unit_of_work():
        ask_second_step_again(member.id)


def show_everything(app: Flask, *people: Any) -> None:
    """They chose that others see that they are here, and that they write."""
    with app.app_context(), unit_of_work():
        for member in people:
            row = ChatSetting(member_id=member.id, shows_presence=True, shows_typing=True)
            db.session.add(row)


@contextmanager
def deaf(app: Flask, *kinds: str) -> Iterator[None]:
    """This process does not get news of these kinds: as if Redis had lost them."""
    bus = sockets_of(app).bus
    heard: dict[str, Callable[..., None]] = {kind: bus._handlers.pop(kind) for kind in kinds}
    yield
    bus._handlers.update(heard)
