"""Rooms for browser tests: three people with windows of their own, and what their pages show."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.accounts.models import Member
from app.accounts.queries import viewer_of
from app.chat.models import Room
from app.chat.queries.rooms import room_by_id
from app.chat.services import saying
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import chat, community

# Kinds of people with cookies in the world; the first hosts the room.
HOST, ONE, OTHER, THIRD = "steward", "member", "newcomer", "carer"
LIVE = "Live: new messages appear here by themselves."


def new_room(world: Any, **values: Any) -> str:
    """A room with the four of them inside; gives its public id."""
    with world.app.test_request_context(), unit_of_work():
        people = [person(world, who) for who in (HOST, ONE, OTHER, THIRD)]
        group = community.group(members=tuple(people[1:]), stewards=(people[0],))
        room = chat.room(group=group, inside=tuple(people[1:]), hosts=(people[0],), **values)
        public_id: str = room.public_id
    return public_id


def person(world: Any, who: str) -> Member:
    """The member behind a kind of person."""
    return db.session.get_one(Member, world.examples["people"][who])


def say(world: Any, room_id: str, who: str, *bodies: str, **values: Any) -> None:
    """Say something as if by another server: pages hear of it by their own means."""
    with world.app.test_request_context():
        for number, body in enumerate(bodies):
            with unit_of_work():
                by = world.examples["people"][who]
                key = db.session.scalars(select(Room.id).where(Room.public_id == room_id)).one()
                row = room_by_id(by, key)
                name = f"said-{number}-{body[:20]}"
                saying.say(by=viewer_of(by), room=row, client_id=name, body=body, **values)


def enter(page: Page, room_id: str) -> Page:
    """Open the room's page and wait until it is live."""
    page.goto(f"/rooms/{room_id}")
    expect(page.locator("[data-status]")).to_have_text(LIVE)
    return page


def write(page: Page, words: str) -> None:
    """Type and press Send, as people do it."""
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def said(page: Page) -> Any:
    """The words of the messages on the page, in their order."""
    return page.locator(".message .prose")


def spoken(page: Page) -> list[str]:
    """What was read out so far."""
    return page.locator("[data-spoken] p").all_text_contents()
