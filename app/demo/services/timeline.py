"""When things happen in the demo: eighteen months up to a given instant, mostly in the evening."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

SPAN = timedelta(days=548)
# How likely the hours of a day are: quiet nights, a small peak at noon, a large one at night.
_HOURS = (3, 2, 2, 2, 2, 3, 6, 9, 11, 12, 12, 12, 13, 12, 11, 11, 12, 13, 15, 19, 22, 20, 14, 7)
_MINUTE = timedelta(minutes=1)


def opening_times(how_many: int, until: datetime, rng: random.Random) -> list[datetime]:
    """Instants in order, more of them the later it is: the community grew."""
    days = SPAN.days - 1
    first_day = (until - SPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    hours = rng.choices(range(24), _HOURS, k=how_many)
    # The square root makes twice as many days fall into the second half.
    times = [
        first_day
        + timedelta(days=3 + int((days - 3) * rng.random() ** 0.6), hours=hour)
        + timedelta(seconds=int(rng.random() * 3600))
        for hour in hours
    ]
    return sorted(min(time, until - 30 * _MINUTE) for time in times)


def reply_times(
    opened: datetime, how_many: int, until: datetime, rng: random.Random
) -> list[datetime]:
    """Instants after `opened`, in order and never after `until`. A first answer takes a few
    hours at the median; later ones spread over days, and some topics wake up after weeks.
    What falls into the small hours mostly waits for the morning."""
    times, moment = [], opened
    for number in range(how_many):
        median = 150 if number == 0 else 200 + 30 * number
        gap = min(60_000.0, median * math.exp(rng.gauss(0, 1.4)))
        moment += timedelta(seconds=int(60 * max(1.0, gap)))
        if moment.hour < 6 and moment.second % 5:
            moment += timedelta(hours=6)
        times.append(moment)
    if times and times[-1] >= until:
        room, needed = (until - opened) * 0.97, times[-1] - opened
        times = [opened + room * ((time - opened) / needed) for time in times]
    return [time.replace(microsecond=0) for time in times]


def reply_counts(topics: int, posts: int, rng: random.Random) -> list[int]:
    """How many replies each topic gets, heavy-tailed, so that all posts together are `posts`."""
    replies = posts - topics
    weights = [rng.paretovariate(1.35) - 0.75 for _ in range(topics)]
    share = replies / sum(weights) if topics else 0
    counts = [min(400, int(weight * share)) for weight in weights]
    missing = replies - sum(counts)
    while missing:
        step = max(1, missing // max(1, topics))
        for index in rng.sample(range(topics), min(topics, missing)):
            counts[index] += min(step, missing)
            missing -= min(step, missing)
            if not missing:
                break
    return counts
