"""Who speaks and who answers in a group at a given time."""

from __future__ import annotations

import random
from bisect import bisect, bisect_right
from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate

from app.demo.services.people import Person


class Crowd:
    """The members of one group, in the order in which they came."""

    def __init__(
        self, slug: str, people: Iterable[Person], stewards: list[Person], rng: random.Random
    ) -> None:
        self.stewards = stewards
        self._random = rng.random
        members = sorted(
            (person for person in people if slug in person.groups),
            key=lambda person: person.groups[slug],
        )
        self.members = members
        self._joined = [person.groups[slug] for person in members]
        self._writers = [person for person in members if person.voice]
        self._wrote_from = [person.groups[slug] for person in self._writers]
        self._voices = list(accumulate(person.voice for person in self._writers))

    def speaker(self, at: datetime) -> Person:
        """Somebody who writes and was there by then, the talkative ones more often."""
        here = max(1, bisect_right(self._wrote_from, at))
        spot = self._random() * self._voices[here - 1]
        return self._writers[min(here - 1, bisect(self._voices, spot, 0, here))]

    def listeners(self, at: datetime, how_many: int) -> list[Person]:
        """Members who were there by then, readers included; some may come twice."""
        here = max(1, bisect_right(self._joined, at))
        return [self.members[int(self._random() * here)] for _ in range(how_many)]
