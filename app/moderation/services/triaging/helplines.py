"""Where people can turn, by country. The file only suggests; what members see was verified by an
operator and is not older than 180 days. An unknown country has no line: a guess can cost a life."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FINDER = "https://findahelpline.com"
"""Lists services of most countries; what a page links when there is nothing to show."""
GOOD_FOR = timedelta(days=180)
"""How long a check holds (science.md 4.3)."""
EMERGENCY = "emergency"
_FILE = Path(__file__).parents[2] / "data" / "helplines.toml"
_COUNTRY = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[0-9][0-9 -]{1,19}")
_WORDS = ("service", "text_or_chat", "hours", "cost", "ages", "source_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service of one country (ISO 3166-1 alpha-2), or its emergency numbers (`EMERGENCY`).
    Numbers as they are dialled inside the country; languages as ISO 639-1. `verified_on` is the day
    on which an operator looked at `source_url`; None is never."""

    country: str
    service: str
    numbers: tuple[str, ...]
    languages: tuple[str, ...] = ()
    text_or_chat: str = ""
    hours: str = ""
    cost: str = ""
    ages: str = ""
    source_url: str = ""
    verified_on: date | None = None

    def stands_on(self, today: date) -> bool:
        """Whether members may see it."""
        return self.verified_on is not None and (
            self.verified_on <= today <= self.verified_on + GOOD_FOR
        )


def shown(lines: Iterable[Line], country: str, today: date) -> tuple[Line, ...]:
    """Those of a country that were verified and have not run out, in their order. None for a
    country that is not known; the page then links `FINDER`."""
    return tuple(line for line in lines if line.country == country and line.stands_on(today))


def run_out(lines: Iterable[Line], today: date) -> tuple[Line, ...]:
    """Those that members do not see, for operators to look up."""
    return tuple(line for line in lines if not line.stands_on(today))


def read_lines(text: str) -> tuple[Line, ...]:
    """All lines of a file, emergency numbers last.

    Raises:
        ValueError: a country, a number or an address is no such thing, a line stands twice, or has a
            part that no line has.
    """
    data = tomllib.loads(text)
    lines = [_line(entry) for entry in data["helpline"]]
    lines += [
        Line(country=country, service=EMERGENCY, numbers=tuple(numbers))
        for country, numbers in data[EMERGENCY].items()
    ]
    for line in lines:
        _check(line)
    if len({(line.country, line.service) for line in lines}) < len(lines):
        raise ValueError("the same service of the same country stands twice")
    return tuple(lines)


@cache
def suggested() -> tuple[Line, ...]:
    """What an operator could look up; none of them is verified."""
    return read_lines(_FILE.read_text("utf-8"))


def _line(entry: dict[str, Any]) -> Line:
    strange = set(entry) - {"country", "numbers", "languages", *_WORDS}
    if strange:
        raise ValueError(f"no line has {', '.join(sorted(strange))}")
    words = {name: str(entry[name]).strip() for name in _WORDS}
    return Line(
        country=entry["country"],
        numbers=tuple(entry["numbers"]),
        languages=tuple(entry["languages"]),
        service=words["service"],
        text_or_chat=words["text_or_chat"],
        hours=words["hours"],
        cost=words["cost"],
        ages=words["ages"],
        source_url=words["source_url"],
    )


def _check(line: Line) -> None:
    if not _COUNTRY.fullmatch(line.country):
        raise ValueError(f"{line.country!r} is no country code")
    if not line.numbers or not all(map(_NUMBER.fullmatch, line.numbers)):
        raise ValueError(f"{line.country} {line.service}: a number has digits and blanks only")
    if line.source_url and not line.source_url.startswith("https://"):
        raise ValueError(f"{line.country} {line.service}: the page must be at https://")
