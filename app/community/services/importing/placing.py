"""The groups of an import: one for each purpose many people wrote about, one for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from app.catalogue.services.matching import Known
from app.catalogue.words import slug_of
from app.community.lengths import LONGEST_GROUP_NAME, LONGEST_SLUG
from app.community.models import Group
from app.community.services.actors import AT_THE_SERVER
from app.community.services.importing.meaning import Meant, often_meant
from app.community.services.opening_groups import open_group
from app.core.database import db

# A group with fewer experiences would look deserted; a steward can open one later.
ENOUGH = 10
CATCH_ALL_SLUG = "other-conditions"
_ROOM_FOR_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Places:
    """Group ids by concept, and the group that takes everything else."""

    by_condition: dict[int, int]
    catch_all: int

    def of(self, one: Meant) -> list[int]:
        """The groups an entry concerns, in the order it names them: the first gets the topic,
        the members of all of them see the evaluation."""
        named = (self.by_condition.get(concept.id) for concept in one.purposes)
        return list(dict.fromkeys(number for number in named if number)) or [self.catch_all]


def groups_to_open(meant: list[Meant]) -> list[Known]:
    """Conditions, symptoms and situations that deserve a group and have none yet."""
    here = _by_condition()
    return [concept for concept in often_meant(meant, ENOUGH) if concept.id not in here]


def prepare_places(meant: list[Meant]) -> Places:
    """Open the groups that are missing, inside the caller's unit of work."""
    for concept in groups_to_open(meant):
        open_group(
            by=AT_THE_SERVER,
            name=concept.name[:LONGEST_GROUP_NAME],
            slug=_free_slug(concept.name),
            purpose=_purpose(concept),
            condition_id=concept.id,
        )
    catch_all = db.session.scalar(
        select(Group.id).where(Group.is_catch_all).order_by(Group.id).limit(1)
    )
    return Places(_by_condition(), catch_all or _open_catch_all())


def _purpose(concept: Known) -> str:
    """Nobody "lives with" birth control or stopping smoking: situations are said another way."""
    if concept.kind == "situation":
        return str(_("For people whom this is about: %(name)s.", name=concept.name))
    return str(_("For people who live with this: %(name)s.", name=concept.name))


def _open_catch_all() -> int:
    purpose = _("For experiences with conditions that have no group of their own yet.")
    group = open_group(
        by=AT_THE_SERVER,
        name=_("Other conditions"),
        slug=_free_slug(CATCH_ALL_SLUG),
        purpose=purpose,
        is_catch_all=True,
    )
    return group.id


def _by_condition() -> dict[int, int]:
    """The oldest group of each concept that has one."""
    rows = db.session.execute(
        select(Group.condition_id, Group.id)
        .where(Group.condition_id.is_not(None))
        .order_by(Group.id.desc())
    )
    return {int(row.condition_id): row.id for row in rows}


def _free_slug(name: str) -> str:
    """An address that no group has: with a number where the plain one is taken."""
    base = slug_of(name, LONGEST_SLUG - _ROOM_FOR_NUMBER) or "group"
    taken = set(db.session.scalars(select(Group.slug).where(Group.slug.startswith(base))))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
