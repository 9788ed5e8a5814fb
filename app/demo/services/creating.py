"""Makes the whole demo community inside one unit of work: all of it, or nothing."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.errors import Conflict
from app.demo import queries
from app.demo.services import courses as telling
from app.demo.services.crowds import Crowd
from app.demo.services.desk import CASES, fill_desk
from app.demo.services.enrolling import enrol
from app.demo.services.founding import (
    appoint_stewards,
    found_groups,
    grant_roles,
    settle_counts,
    stewards_of,
)
from app.demo.services.library import Library, library
from app.demo.services.people import Person, make_people
from app.demo.services.planning import plan_topics
from app.demo.services.rooms import RECAPS, open_rooms
from app.demo.services.sign_ins import SignIn, people_of_cast
from app.demo.services.speaking import Speaking
from app.demo.services.storing import Store, membership_row, public_ids
from app.demo.services.timeline import SPAN
from app.moderation.services.switching_reading import switch_reading

POSTS_PER_TOPIC = 8


class DemoIsHere(Conflict):
    """There is a demo in this database already."""


class PeopleAreHere(Conflict):
    """Real people have accounts here: made-up ones would stand among them and be counted."""


class CatalogueIsMissing(Conflict):
    """The names of conditions and treatments are not loaded yet."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    groups: int
    members: int
    topics: int
    posts: int
    evaluations: int


def create(
    *,
    members: int,
    posts: int,
    seed: int,
    until: datetime,
    sign_ins: list[SignIn],
    progress: Callable[[int], object] = lambda posts: None,
) -> Made:
    """The community as `seed` and `until` determine it, but for ids and passwords.

    Needs an open unit of work. `progress` is called with the number of posts written since.

    Raises:
        DemoIsHere: a second one would mix with the first.
        PeopleAreHere: this is a real community.
        CatalogueIsMissing: load the catalogue first.
    """
    if queries.is_here():
        raise DemoIsHere("There is a demo community in this database already.")
    if queries.has_real_accounts():
        raise PeopleAreHere("People have accounts here. A demo would mix with them: set DEMO=0.")
    rng, texts = random.Random(seed), library()
    concepts = _concepts(texts)
    people = _people(texts, members, until, rng)
    stewards = stewards_of(texts, people, until)
    group_ids = found_groups(texts, concepts, until)
    enrol(people, sign_ins, until=until, rng=rng)
    store = Store()
    _join(store, people, group_ids)
    told = _tell_courses(store, texts, people, concepts, group_ids, until, rng)
    crowds = {
        group.slug: Crowd(group.slug, people, stewards[group.slug], rng) for group in texts.groups
    }
    topics, told_in_topics = max(1, posts // POSTS_PER_TOPIC), posts - RECAPS - CASES
    plans = plan_topics(
        texts, crowds, told, topics=topics, posts=told_in_topics, until=until, rng=rng
    )
    speaking = Speaking(texts, crowds, group_ids, store, until=until, rng=rng)
    # People and courses stay; the collector need not walk through them for every batch of rows.
    gc.freeze()
    try:
        for _post in speaking.tell(plans):
            progress(1)
    finally:
        gc.unfreeze()
    store.finish()
    settle_counts(group_ids, people, speaking.topic_counts)
    appoint_stewards(stewards, group_ids)
    grant_roles(people)
    open_rooms(people, crowds, group_ids, until)
    fill_desk(crowds, group_ids, until)
    switch_reading(by=None, on=True, reason="A demonstration: its people are made up.")
    progress(RECAPS + CASES)
    return Made(len(group_ids), len(people), topics + RECAPS, posts, len(told))


def _people(texts: Library, members: int, until: datetime, rng: random.Random) -> list[Person]:
    """Everybody, the cast among them."""
    cast = people_of_cast(until - SPAN + timedelta(hours=1))
    return cast + make_people(texts, max(1, members - len(cast)), until, rng)


def _concepts(texts: Library) -> dict[str, int]:
    """Concept ids of every name the demo speaks of."""
    conditions = {group.condition for group in texts.groups if group.condition}
    treatments = [treatment for group in texts.groups for treatment in group.treatments]
    found = queries.concepts_named({one.name for one in treatments}, "treatment")
    found |= queries.concepts_named(conditions, "condition")
    missing = ({one.name for one in treatments} | conditions) - set(found)
    if missing:
        raise CatalogueIsMissing(
            f"The catalogue does not know: {', '.join(sorted(missing)[:5])}. "
            "Load it with: flask catalogue load"
        )
    effects = {effect for one in treatments for effect in one.side_effects}
    return found | queries.concepts_named(effects - set(found), "symptom", "condition")


def _join(store: Store, people: list[Person], group_ids: dict[str, int]) -> None:
    for person in people:
        for slug, at in person.groups.items():
            store.add("memberships", membership_row(group_ids[slug], person.id, at))


def _tell_courses(
    store: Store,
    texts: Library,
    people: list[Person],
    concepts: dict[str, int],
    group_ids: dict[str, int],
    until: datetime,
    rng: random.Random,
) -> list[telling.Course]:
    told, ids = telling.courses_of(texts, people, concepts, until, rng), public_ids()
    for number, course in enumerate(told, 1):
        group_id = group_ids[course.group.slug]
        telling.store_course(store, course, number, concepts, group_id, ids)
    return told
