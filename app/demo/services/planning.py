"""Which topics there are, who speaks in them and when. No sentence is written here."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.demo.services.courses import Course
from app.demo.services.crowds import Crowd
from app.demo.services.library import GroupText, Library
from app.demo.services.people import Person
from app.demo.services.timeline import opening_times, reply_counts, reply_times

_EXPERIENCES = 0.16
_ABROAD = 0.03
_KINDS = (("question", 62), ("update", 32), ("announcement", 6))


@dataclass(slots=True)
class Turn:
    """One post to come: who, when, and whom it answers."""

    person: Person
    at: datetime
    to: Person


@dataclass(slots=True)
class Plan:
    """One topic to come; its first turn opens it."""

    group: GroupText
    kind: str
    turns: list[Turn]
    course: Course | None


def plan_topics(
    library: Library,
    crowds: dict[str, Crowd],
    courses: list[Course],
    *,
    topics: int,
    posts: int,
    until: datetime,
    rng: random.Random,
) -> Iterator[Plan]:
    """Every topic, in the order in which they open."""
    shown = [course for course in courses if course.person.shows_to_groups]
    told = rng.sample(shown, min(len(shown), int(topics * _EXPERIENCES)))
    starts: list[tuple[datetime, int, Course | None]] = [
        (course.entered_at + timedelta(minutes=4), index, course)
        for index, course in enumerate(told)
    ]
    times = opening_times(topics - len(told), until, rng)
    starts += [(time, len(told) + index, None) for index, time in enumerate(times)]
    starts.sort(key=lambda start: start[:2])
    counts = reply_counts(topics, posts, rng)
    for (opened, _index, course), replies in zip(starts, counts, strict=True):
        yield _plan(library, crowds, course, opened, replies, until, rng)


def _plan(
    library: Library,
    crowds: dict[str, Crowd],
    course: Course | None,
    opened: datetime,
    replies: int,
    until: datetime,
    rng: random.Random,
) -> Plan:
    group = course.group if course else rng.choices(library.groups, _sizes(library))[0]
    crowd = crowds[group.slug]
    kind = "experience" if course else _kind(rng)
    opener = course.person if course else crowd.speaker(opened)
    if kind == "announcement":
        opener = rng.choice(crowd.stewards)
    turns = [Turn(opener, opened, opener)]
    for at in reply_times(opened, replies, until, rng):
        turns.append(_turn(turns, opener, crowd, at, rng))
    return Plan(group, kind, turns, course)


def _turn(
    turns: list[Turn], opener: Person, crowd: Crowd, at: datetime, rng: random.Random
) -> Turn:
    """The opener comes back now and then, never twice in a row, and answers the last speaker."""
    last = turns[-1].person
    if last is not opener and rng.random() < 0.16:
        return Turn(opener, at, last)
    for _again in range(6):
        speaker = crowd.speaker(at)
        if speaker is not last and speaker is not opener:
            return Turn(speaker, at, opener)
    return Turn(speaker, at, opener if speaker is not opener else last)


def _kind(rng: random.Random) -> str:
    if rng.random() < _ABROAD:
        return "abroad"
    return rng.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])[0]


def _sizes(library: Library) -> list[float]:
    return [group.size for group in library.groups]
