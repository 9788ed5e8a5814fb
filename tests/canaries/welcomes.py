"""Welcomes of the standing world: who is new, who likes to welcome people, who was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.database import db
from app.engagement.models import Invitation, Welcome
from app.engagement.services import volunteering

if TYPE_CHECKING:
    from tests.canaries.seeding import World


def seed_welcomes(world: World, place: str) -> None:
    """Adds `welcome` (the author was asked to welcome the member), `newcomer` and `helper` (who can be
    asked for them) to the ids of the group. The member was invited once."""
    group = world.keys[place]["group"]
    volunteering.offer(by=world.viewer("member"), group_id=group)
    world.ids[place]["newcomer"] = world.viewer("quiet one").public_id
    world.ids[place]["helper"] = world.viewer("member").public_id
    _ask(world, place, newcomer="member", helper="author")
    if place == "group":
        db.session.add(Invitation(member_id=world.members["member"], group_id=group))


def seed_welcome_elsewhere(world: World) -> None:
    """The same in the group of others, where the carer is new."""
    carer = world.viewer("carer").public_id
    world.ids["elsewhere"] |= {"newcomer": carer, "helper": carer}
    _ask(world, "elsewhere", newcomer="carer", helper="elsewhere")


def _ask(world: World, place: str, *, newcomer: str, helper: str) -> None:
    row = Welcome(
        group_id=world.keys[place]["group"],
        newcomer_id=world.members[newcomer],
        helper_id=world.members[helper],
        asked_by_id=None,
    )
    db.session.add(row)
    db.session.flush()
    world.ids[place]["welcome"] = row.public_id
