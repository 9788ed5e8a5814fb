"""Evaluations: who judged which treatment, when, and how it is stored."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.queries.members import DEMO
from app.accounts.wordings import KEEP_HEALTH
from app.demo.services.library import GroupText, Library, Treatment
from app.demo.services.people import Person
from app.demo.services.storing import Store
from app.demo.services.trying import Tried, try_out

# Whoever is counted in a brief told it this long ago; see people.SETTLED.
_TOLD_BY = timedelta(days=45)


@dataclass(slots=True)
class Course:
    """One evaluation to be stored."""

    person: Person
    group: GroupText
    tried: Tried
    entered_at: datetime
    is_current: bool = True
    id: int = 0


def courses_of(
    library: Library,
    people: list[Person],
    concepts: dict[str, int],
    until: datetime,
    rng: random.Random,
) -> list[Course]:
    """Everybody's evaluations, the earliest first."""
    by_slug = {group.slug: group for group in library.groups}
    found: list[Course] = []
    for person in people:
        if KEEP_HEALTH in person.consents and person.withdrew != KEEP_HEALTH:
            found += _of_person(person, by_slug, concepts, until, rng)
    found.sort(key=lambda course: (course.entered_at, course.person.name))
    return found


def _of_person(
    person: Person,
    by_slug: dict[str, GroupText],
    concepts: dict[str, int],
    until: datetime,
    rng: random.Random,
) -> Iterator[Course]:
    if person.speaks_of:
        group, treatment = person.speaks_of
        start = person.groups[group.slug]
        first = _between(start, until - _TOLD_BY, rng)
        again = rng.random() < 0.12 and (until - _TOLD_BY) - first > timedelta(days=60)
        yield Course(person, group, try_out(treatment, rng), first, is_current=not again)
        if again:
            later = _between(first + timedelta(days=50), until - _TOLD_BY, rng)
            yield Course(person, group, try_out(treatment, rng), later)
        return
    for group, treatment in _several(person, by_slug, concepts, rng):
        at = _between(person.groups[group.slug], until - timedelta(hours=20), rng)
        yield Course(person, group, try_out(treatment, rng), at)


def _several(
    person: Person, by_slug: dict[str, GroupText], concepts: dict[str, int], rng: random.Random
) -> Iterator[tuple[GroupText, Treatment]]:
    """What a person tells about: each concept once, also when groups call it by two names."""
    told: set[int] = set()
    for slug in person.groups:
        group = by_slug[slug]
        if group.condition is None:
            continue
        how_many = 1 + int(rng.random() * len(group.treatments))
        for treatment in rng.sample(group.treatments, how_many):
            if concepts[treatment.name] not in told:
                told.add(concepts[treatment.name])
                yield group, treatment


def _between(start: datetime, end: datetime, rng: random.Random) -> datetime:
    room = max(timedelta(hours=1), end - start)
    return (start + room * rng.random()).replace(microsecond=0)


def store_course(
    store: Store,
    course: Course,
    number: int,
    concepts: dict[str, int],
    group_id: int,
    ids: Iterator[str],
) -> None:
    """The rows that `health.services.evaluating` and `sharing` would write."""
    tried, condition = course.tried, course.group.condition or ""
    course.id = store.add(
        "evaluations",
        {
            "public_id": next(ids),
            "member_id": course.person.id,
            "treatment_words": tried.treatment.name,
            "treatment_id": concepts[tried.treatment.name],
            "treatment_proposal_id": None,
            "effectiveness": tried.effectiveness,
            "side_effects": tried.side_effects,
            "overall": tried.overall,
            "adherence": tried.adherence,
            "burden": tried.burden,
            "cost_band": tried.cost_band,
            "dose": tried.dose,
            "time_on_it": tried.time_on_it,
            "still_taking": tried.still_taking,
            "advice": tried.advice,
            "is_current": course.is_current,
            "source": DEMO,
            "source_row": str(number),
            "entered_at": course.entered_at,
            "created_at": course.entered_at,
            "corrected_at": None,
            "deleted_at": None,
        },
    )
    _store_parts(store, course, concepts, condition)
    if course.person.shows_to_groups:
        store.add(
            "evaluation_shares",
            {
                "evaluation_id": course.id,
                "group_id": group_id,
                "shared_at": course.entered_at,
            },
        )


def _store_parts(store: Store, course: Course, concepts: dict[str, int], condition: str) -> None:
    store.add(
        "evaluation_purposes",
        {
            "evaluation_id": course.id,
            "words": condition,
            "concept_id": concepts[condition],
            "proposal_id": None,
        },
    )
    for words in course.tried.named:
        row = {"evaluation_id": course.id, "words": words, "concept_id": concepts.get(words)}
        store.add("evaluation_side_effects", row)
    for reason in course.tried.stop_reasons:
        store.add("evaluation_stop_reasons", {"evaluation_id": course.id, "reason": reason})
