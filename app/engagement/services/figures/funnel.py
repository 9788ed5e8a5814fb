"""How far people came since they joined, and how long each step took them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.engagement.services.figures.classes import REGULAR_POSTS, REGULAR_WEEKS

Step = Literal["read", "reacted", "first_post", "regular"]
STEPS: tuple[Step, ...] = ("read", "reacted", "first_post", "regular")
"""After joining: was there on a later day, reacted to something, wrote a first post, wrote regularly
(science.md 2.1). Nobody has to take them in this order, or at all."""


@dataclass(frozen=True, slots=True)
class Course:
    """The day on which somebody joined, and the day of each step that they took."""

    joined: date
    steps: Mapping[Step, date]

    def days_to(self, step: Step) -> int | None:
        """How many days after joining; None as long as they did not take it."""
        taken = self.steps.get(step)
        return None if taken is None else (taken - self.joined).days


def course(
    *,
    joined: date,
    seen: Iterable[date],
    reacted: Iterable[date],
    posts: Mapping[date, int],
    first_post: date | None,
) -> Course:
    """From the days on which somebody was there and reacted, and from posts by day. What was on the
    day of joining counts for every step but "read": that one says they came again."""
    found: dict[Step, date | None] = {
        "read": min((day for day in seen if day > joined), default=None),
        "reacted": min((day for day in reacted if day >= joined), default=None),
        "first_post": first_post,
        "regular": _regular_since(posts),
    }
    return Course(joined, {step: day for step, day in found.items() if day is not None})


def _regular_since(posts: Mapping[date, int]) -> date | None:
    """The day on which the posts became four in three ISO weeks."""
    total, weeks = 0, set()
    for day in sorted(day for day, count in posts.items() if count):
        total += posts[day]
        weeks.add(day.isocalendar()[:2])
        if total >= REGULAR_POSTS and len(weeks) >= REGULAR_WEEKS:
            return day
    return None
