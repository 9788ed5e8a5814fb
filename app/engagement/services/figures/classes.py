"""Who read, who wrote at times, who wrote regularly; and the classes by rank that studies use.

Both are published definitions, and they say different things: a rank class of 90 % holds people who
wrote (van Mierlo 2014, doi 10.2196/jmir.2966). They are two outputs and never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.engagement.services.figures.inequality import up_to

WINDOW_DAYS = 84
"""Twelve weeks, as in Nonnecke and Preece 2000."""
FEW = 3
REGULAR_POSTS, REGULAR_WEEKS = 4, 3

Definition = Literal["none", "few"]
"""Who counts as a reader: who wrote nothing in the window, or at most three posts. Both stand in
Nonnecke and Preece 2000."""
PostingClass = Literal["reader", "occasional", "regular"]
History = Literal["never_posted", "paused", "posting"]
RankClass = Literal["top_1", "next_9", "rest_90"]
RANK_CLASSES: tuple[RankClass, ...] = ("top_1", "next_9", "rest_90")


@dataclass(frozen=True, slots=True)
class Activity:
    """What counts of one member in a window: days on which they were there, posts, ISO weeks with a
    post; and posts before the window."""

    active_days: int
    posts: int
    weeks: int
    posts_before: int = 0


@dataclass(frozen=True, slots=True)
class Writer:
    """One member in the order of rank."""

    key: int
    posts: int
    joined: date


@dataclass(frozen=True, slots=True)
class RankRow:
    """A rank class: how many members, their posts, and the share of all posts from 0 to 1, which is
    None when nobody wrote."""

    name: RankClass
    members: int
    posts: int
    share: float | None


def activity(
    posts_by_day: Mapping[date, int], seen: Iterable[date], *, since: date, until: date
) -> Activity:
    """Sum up the days of one member from `since` to `until`, both included. Who wrote was there."""
    inside = {day: posts for day, posts in posts_by_day.items() if since <= day <= until and posts}
    there = {day for day in seen if since <= day <= until} | set(inside)
    before = sum(posts for day, posts in posts_by_day.items() if day < since)
    return Activity(len(there), sum(inside.values()), len({_week(day) for day in inside}), before)


def _week(day: date) -> tuple[int, int]:
    """An ISO week belongs to an ISO year: the last days of December may be of week 1."""
    year, week, _weekday = day.isocalendar()
    return year, week


def posting_class(of: Activity, definition: Definition = "none") -> PostingClass | None:
    """The class of a member in the window; None for somebody who was not there (science.md 1.3).
    Many posts in fewer than three weeks are occasional: regular is who comes back."""
    if not of.active_days:
        return None
    if of.posts <= (FEW if definition == "few" else 0):
        return "reader"
    is_regular = of.posts >= REGULAR_POSTS and of.weeks >= REGULAR_WEEKS
    return "regular" if is_regular else "occasional"


def history(of: Activity) -> History:
    """Whether somebody never wrote, wrote earlier only, or wrote in the window."""
    if of.posts:
        return "posting"
    return "paused" if of.posts_before else "never_posted"


def rank_sizes(people: int) -> tuple[int, int, int]:
    """How many the top 1 %, the next 9 % and the rest are: k₁ = ⌈0.01·N⌉, k₂ = ⌈0.10·N⌉ - k₁."""
    top, ten = up_to(1, people), up_to(10, people)
    return top, ten - top, people - ten


def rank_classes(members: Sequence[Writer]) -> dict[int, RankClass]:
    """The rank class of every member, most posts first; of equals, who joined earlier comes first,
    and then the smaller key, so that the order is always the same."""
    ordered = sorted(members, key=lambda one: (-one.posts, one.joined, one.key))
    names = [
        name
        for name, size in zip(RANK_CLASSES, rank_sizes(len(ordered)), strict=True)
        for _ in range(size)
    ]
    return {one.key: name for one, name in zip(ordered, names, strict=True)}


def rank_rows(posts: Iterable[int]) -> list[RankRow]:
    """The three rank classes of these people with what they wrote. Give all who were there, and once
    more those who wrote only: the two populations give different shares, so both are printed."""
    ordered = sorted(posts, reverse=True)
    total, done, rows = sum(ordered), 0, []
    for name, size in zip(RANK_CLASSES, rank_sizes(len(ordered)), strict=True):
        part = sum(ordered[done : done + size])
        rows.append(RankRow(name, size, part, part / total if total else None))
        done += size
    return rows
