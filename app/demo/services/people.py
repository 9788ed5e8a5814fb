"""Who lives in the demo community: their names, groups, consents, and how much they write."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.accounts.wordings import KEEP_HEALTH, PURPOSES, SHOW_GROUPS, SUMMARIES
from app.demo.services.composing import Author
from app.demo.services.library import GroupText, Library, Treatment
from app.demo.services.names import display_names, spoken_name
from app.demo.services.timeline import SPAN
from app.demo.services.typing_styles import style_of

# A released row needs at least 50 people after noise; see app/insights/data/table_catalogue.toml.
# Each person counts once in a release, so so many people speak of one treatment only.
PEOPLE_PER_BRIEF = 66
BRIEFS = ("depression", "migraine", "high_blood_pressure", "type_2_diabetes")
# Withdrawing goes one by one through the ledger; among a hundred thousand it would take minutes.
LAST_TO_WITHDRAW = 2_000
# The most that one person writes, against the quietest of those who write.
LOUDEST = 30.0
# Answers count once an account is 30 and a consent 14 days older than a day 30 days back.
SETTLED = timedelta(days=75)


@dataclass(slots=True)
class Person:
    """A made-up member. `voice` weighs how much they write: most only read."""

    name: str
    joined: datetime
    consents: tuple[str, ...]
    withdrew: str | None
    speaks_of: tuple[GroupText, Treatment] | None
    voice: float
    author: Author
    groups: dict[str, datetime] = field(default_factory=dict)
    id: int = 0
    role: str = ""

    @property
    def shows_to_groups(self) -> bool:
        """Whether groups may see their evaluations."""
        return {KEEP_HEALTH, SHOW_GROUPS} <= set(self.consents) - {self.withdrew}


def make_people(
    library: Library, how_many: int, until: datetime, rng: random.Random
) -> list[Person]:
    """Everybody, the earliest first."""
    names = display_names(library, rng)
    spoken = _spoken_of(library, how_many)
    people = [_person(next(names), index, spoken[index], until, rng) for index in range(how_many)]
    people.sort(key=lambda person: person.joined)
    weights = [group.size for group in library.groups]
    for person in people:
        _join_groups(person, library.groups, weights, until, rng)
    return people


def _spoken_of(library: Library, how_many: int) -> list[tuple[GroupText, Treatment] | None]:
    """For each member the one treatment they judge, or None: judges several, or none."""
    by_slug = {group.slug: group for group in library.groups}
    each = min(max(PEOPLE_PER_BRIEF, how_many // 12), how_many * 22 // 100)
    slots: list[tuple[GroupText, Treatment] | None] = []
    for slug in BRIEFS:
        slots += [(by_slug[slug], by_slug[slug].treatments[0])] * each
    return slots + [None] * (how_many - len(slots))


def _person(
    name: str,
    index: int,
    speaks_of: tuple[GroupText, Treatment] | None,
    until: datetime,
    rng: random.Random,
) -> Person:
    latest = SPAN - SETTLED if speaks_of else SPAN - timedelta(days=2)
    # A third came in the first weeks, the others evenly.
    share = rng.random() * 0.06 if rng.random() < 0.33 else rng.random()
    consents, withdrew = _consents(speaks_of is not None, index, rng)
    return Person(
        name=name,
        joined=(until - SPAN + latest * share).replace(microsecond=0),
        consents=consents,
        withdrew=withdrew,
        speaks_of=speaks_of,
        voice=min(LOUDEST, rng.paretovariate(1.1)) if rng.random() < 0.4 else 0.0,
        author=Author(spoken_name(name), style_of(index)),
    )


def _consents(counts: bool, index: int, rng: random.Random) -> tuple[tuple[str, ...], str | None]:
    """What somebody agreed to, and the one purpose they withdrew from, or None."""
    if counts:
        shows = rng.random() < 0.85
        return (PURPOSES if shows else (KEEP_HEALTH, SUMMARIES)), None
    # Steps of the golden section fall evenly, so that a small demo has every kind as well.
    way = index * 0.618034 % 1
    if way >= 0.75:
        return ((KEEP_HEALTH, SHOW_GROUPS) if way < 0.9 else ()), None
    if way < 0.5 or index >= LAST_TO_WITHDRAW:
        return PURPOSES, None
    return PURPOSES, SUMMARIES if way < 0.68 else SHOW_GROUPS


def _join_groups(
    person: Person,
    groups: tuple[GroupText, ...],
    weights: list[float],
    until: datetime,
    rng: random.Random,
) -> None:
    wanted = [person.speaks_of[0]] if person.speaks_of else []
    wanted += rng.choices(groups, weights, k=1 + int(rng.expovariate(0.9)))
    moment = person.joined + timedelta(minutes=3 + int(rng.random() * 50))
    for group in wanted:
        person.groups.setdefault(group.slug, min(moment, until - timedelta(hours=30)))
        moment += timedelta(days=int(rng.expovariate(0.05)))
