"""Groups, their stewards and the site roles: through the services that pages use."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update

from app.accounts.queries import viewer_of
from app.accounts.services import granting
from app.community.services.actors import AT_THE_SERVER
from app.community.services.opening_groups import open_group
from app.community.services.stewarding import appoint
from app.core.database import Base, db
from app.demo.services.library import Library
from app.demo.services.people import Person
from app.demo.services.sign_ins import SITE_ROLES, STEWARDED
from app.demo.services.timeline import SPAN

# Stands among the rules, which every front page of a group shows beside its topics.
MADE_UP = "This group is a demonstration. Its people and what they write are made up."
STEWARDS_PER_GROUP = 2
_LEAST_VOICE = 2.0


def stewards_of(library: Library, people: list[Person], until: datetime) -> dict[str, list[Person]]:
    """The stewards of each group: early members, who write and were there from its first day."""
    members = [person for person in people if not person.role]
    steward = next(person for person in people if person.role == "steward")
    chosen: dict[str, list[Person]] = {STEWARDED: [steward]}
    for number, group in enumerate(library.groups):
        first = number * STEWARDS_PER_GROUP
        spots = [(first + more) % len(members) for more in range(STEWARDS_PER_GROUP)]
        chosen.setdefault(group.slug, []).extend(members[spot] for spot in dict.fromkeys(spots))
    for slug, stewards in chosen.items():
        for minutes, person in enumerate(stewards):
            person.joined = min(person.joined, until - SPAN + timedelta(hours=2))
            person.voice = max(person.voice, _LEAST_VOICE)
            person.groups[slug] = until - SPAN + timedelta(hours=3, minutes=minutes)
    return chosen


def found_groups(library: Library, concepts: dict[str, int], until: datetime) -> dict[str, int]:
    """Open every group; returns their ids by the name of their file."""
    ids = {}
    for group in library.groups:
        ids[group.slug] = open_group(
            by=AT_THE_SERVER,
            name=group.name,
            purpose=group.purpose,
            rules="\n".join([*group.rules, MADE_UP]),
            audience=group.audience,
            condition_id=concepts[group.condition] if group.condition else None,
        ).id
    groups = Base.metadata.tables["groups"]
    opened = until - SPAN
    db.session.execute(
        update(groups).where(groups.c.id.in_(ids.values())).values(created_at=opened)
    )
    return ids


def settle_counts(
    group_ids: dict[str, int], people: list[Person], topic_counts: Counter[int]
) -> None:
    """Write into each group how many members and topics it has."""
    joined = Counter(group_ids[slug] for person in people for slug in person.groups)
    groups = Base.metadata.tables["groups"]
    db.session.execute(
        update(groups)
        .where(groups.c.id == bindparam("group_id"))
        .values(member_count=bindparam("members"), topic_count=bindparam("topics")),
        [
            {"group_id": number, "members": joined[number], "topics": topic_counts[number]}
            for number in group_ids.values()
        ],
    )


def appoint_stewards(stewards: dict[str, list[Person]], group_ids: dict[str, int]) -> None:
    """Make them stewards, in the name of the server."""
    for slug, chosen in stewards.items():
        for person in chosen:
            appoint(by=AT_THE_SERVER, group_id=group_ids[slug], name=person.name)


def grant_roles(people: list[Person]) -> None:
    """Give the cast their site roles."""
    for person in people:
        if person.role in SITE_ROLES:
            _grant(person, person.role)
        # They also look after people in distress: it takes two.
        if person.role in ("moderator", "operator"):
            _grant(person, "safeguarding")


def _grant(person: Person, role: str) -> None:
    granting.grant(
        by=granting.THE_SERVER,
        member=viewer_of(person.id),
        role=role,
        reason="A person of the demonstration",
    )
