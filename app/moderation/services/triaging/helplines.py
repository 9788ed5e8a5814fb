"""Where people can turn, by country, as an operator could look it up. The file only suggests: what
members see is a row that an operator verified (services/helplines.py)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

EMERGENCY = "emergency"
_FILE = Path(__file__).parents[2] / "data" / "helplines.toml"
_COUNTRY = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[0-9][0-9 -]{1,19}")
_WORDS = ("service", "text_or_chat", "hours", "cost", "ages", "source_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service of one country (ISO 3166-1 alpha-2), or its emergency numbers (`EMERGENCY`).
    Numbers as they are dialled inside the country; languages as ISO 639-1; `source_url` is the page
    that says so."""

    country: str
    service: str
    numbers: tuple[str, ...]
    languages: tuple[str, ...] = ()
    text_or_chat: str = ""
    hours: str = ""
    cost: str = ""
    ages: str = ""
    source_url: str = ""


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
