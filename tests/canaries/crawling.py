"""Fetches every readable output as everybody, and says which words came where they must not.

Which addresses there are follows from the matrix (`tests/authorisation/matrix.toml`): every GET
line, with every thing of the world in every part of its address, whosever it is; then every link
that a page shows, also in later pages of lists; and a search for what all words begin with.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlencode

import structlog

from tests.authorisation.asking import address_of, filled, rules_of
from tests.authorisation.reading import Line, lines, things_of
from tests.canaries.canaries import words
from tests.canaries.people import PEOPLE
from tests.canaries.standing import Standing
from tests.canaries.words import BEGINNING

# Of addresses whose parts are of different groups, one of so many is asked for; whether ids of others
# open anything there is what tests/authorisation/test_ids_swapped.py is about.
STRANGE = 4
_FAMILIES = {"experience": "topic"}
# What was reported, and where it stands: those at the desk read it there, and nowhere else.
REPORTED = ("message@", "title of room@", "reply anew@", "topic title@")
# The same about somebody in distress, with who worries, for those alone who look after people.
DISTRESS = ("left behind@", "name of member")
_LINK = re.compile(r'href="(/[^"#]*)')
# Files are the same for everybody. The sign-in page is asked for once, not for every way back.
_LEFT_OUT = ("/static/", "/sign-in?")
# A page for each line of a file, the same for everybody: one of each stands in the matrix.
_ALIKE = ("/glossary/", "/sources/")


@dataclass(frozen=True)
class Leak:
    """A word that somebody found and must not."""

    who: str
    address: str
    what: str


def is_reported(leak: Leak) -> bool:
    """Whether somebody at the desk reads what they were asked to look at."""
    if not leak.address.split("?")[0].startswith("/desk"):
        return False
    may_read = {"moderator": REPORTED, "safeguarding": (*REPORTED, *DISTRESS)}
    return leak.what.startswith(may_read.get(leak.who, ()))


@dataclass(frozen=True)
class Found:
    """What one answer held: the names of all words in it."""

    who: str
    address: str
    status: int
    names: frozenset[str]


def family(name: str) -> str:
    """What can stand in the same part of an address: "deleted post" and "left post" are posts."""
    words_of = name.split()
    return " ".join(words_of[-2:]) if words_of[-1] == "id" else _FAMILIES.get(name, words_of[-1])


def pool(standing: Standing, name: str) -> list[str]:
    """Every value of the world that fits where this thing stands."""
    if name.startswith("="):
        return [name[1:]]
    every = (ids.items() for ids in standing.world.ids.values())
    fits = (v for key, v in itertools.chain(*every) if family(key) == family(name))
    return list(dict.fromkeys(fits))


def _is_of_one_place(standing: Standing, values: tuple[str, ...]) -> bool:
    """Whether all things of an address are of one group, or stand in every address of that kind."""
    if len(values) < 2:
        return True
    return any(set(values) <= set(ids.values()) for ids in standing.world.ids.values())


def _asked_with(standing: Standing, address: str, line: Line) -> list[str]:
    """The same with the question that the matrix asks, if it asks one."""
    query = filled(standing, "group", line.query)
    return [f"{address}?{urlencode(query)}"] if query else []


def addresses(standing: Standing) -> dict[str, list[str]]:
    """Endpoint -> its addresses, each GET rule with all that can stand in it."""
    found: dict[str, list[str]] = {}
    for name, rules in rules_of(standing.app).items():
        if not name.startswith("GET ") or name not in lines():
            continue
        at = found.setdefault(lines()[name].endpoint, [])
        for rule in rules:
            things = things_of(rule, lines()[name])
            pools = [pool(standing, thing) for thing in things.values()]
            for number, values in enumerate(itertools.product(*pools)):
                if number % STRANGE and not _is_of_one_place(standing, values):
                    continue
                address = address_of(standing, rule, dict(zip(things, values)))
                at += [address, *_asked_with(standing, address, lines()[name])]
            if not things:
                at.append(f"{at[-1]}?q={BEGINNING}")
    return found


def crawl(
    standing: Standing, first: str = "", people: Iterable[str] = tuple(PEOPLE)
) -> Iterator[Found]:
    """Everything, as each of these people; the addresses of one endpoint `first`."""
    by_endpoint = addresses(standing)
    everything = list(itertools.chain(*by_endpoint.values()))
    for wanted, follow in ((by_endpoint.get(first, []), False), (everything, True)):
        for who in people:
            yield from _walk(standing, who, wanted, follow)


def _walk(standing: Standing, who: str, wanted: list[str], follow: bool) -> Iterator[Found]:
    pattern, names = _looked_for()
    waiting, seen = list(reversed(wanted)), set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(_LEFT_OUT):
            continue
        seen.add(address)
        answer = standing.ask(who, address)
        text = answer.text
        held = pattern.findall(f"{text}\n{answer.headers}".lower())
        yield Found(who, address, answer.status_code, frozenset(names[said] for said in held))
        if follow and answer.mimetype == "text/html":
            links = (unescape(link) for link in _LINK.findall(text))
            waiting += [link for link in links if not link.startswith(_ALIKE)]


@cache
def _looked_for() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {said[0]: name for name, said in words().items()}
    return re.compile("|".join(sorted(names, key=len, reverse=True))), names


def leaks(found: Iterable[Found]) -> Iterator[Leak]:
    """The words that came where they must not."""
    readers = {name: said[1] for name, said in words().items()}
    for one in found:
        for name in sorted(one.names):
            if one.who not in readers[name]:
                yield Leak(one.who, one.address, name)


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Everything that is logged inside, down to DEBUG, ours and that of libraries."""
    heard, before = io.StringIO(), structlog.get_config()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    level = root.level
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(file=heard),
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
    )
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        structlog.configure(**before)


def spoken(text: Any) -> list[str]:
    """The names of all words in a text."""
    lower = str(text).lower()
    return [name for name, (said, _readers) in words().items() if said in lower]
