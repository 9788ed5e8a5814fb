"""Requests that are in order but for one id, which is another person's or another group's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.authorisation.asking import address_of, filled, rules_of, thing
from tests.authorisation.reading import Line, lines, things_of
from tests.canaries.crawling import family
from tests.canaries.standing import Standing

# What the author does may be asked of a group of another's, or with another's id.
ACTOR, MINE, THEIRS = "author", "group", "elsewhere"
UNKNOWN = "nothinghere22"
# Addresses whose ids need not be anybody's: what is missing there is answered with a page that
# says so, the same for everything that is not there (summaries), or belongs to everybody.
PUBLIC_THINGS = ("treatment",)


@dataclass(frozen=True)
class Swap:
    """One request with one id exchanged."""

    line: Line
    part: str
    address: str
    form: dict[str, str]

    def __str__(self) -> str:
        return f"{self.line.name} with another {self.part}"


def _foreign(standing: Standing, name: str) -> str | None:
    """The same kind of thing, of other people; None where the world holds none."""
    theirs = standing.world.ids[THEIRS]
    fits = [value for key, value in theirs.items() if family(key) == family(name)]
    mine = standing.world.ids[MINE].get(name)
    return next((value for value in fits if value != mine), None)


def in_addresses(standing: Standing) -> Iterator[tuple[Swap, Swap]]:
    """Each id in each address exchanged for one of others, and for one that does not exist."""
    for line, rule, things in _routes(standing):
        own = {part: thing(standing, MINE, name) for part, name in things.items()}
        for part, name in things.items():
            foreign = None if name.startswith("=") else _foreign(standing, name)
            if foreign is None or name in PUBLIC_THINGS:
                continue
            form = filled(standing, MINE, line.send)
            yield tuple(
                Swap(line, part, address_of(standing, rule, own | {part: value}), form)
                for value in (foreign, UNKNOWN)
            )


def in_forms(standing: Standing) -> Iterator[Swap]:
    """Each id in each form exchanged for one of others."""
    for line, rule, things in _routes(standing):
        own = {part: thing(standing, MINE, name) for part, name in things.items()}
        for key, value in line.send.items():
            foreign = _foreign(standing, value[1:]) if value.startswith("$") else None
            if foreign is not None:
                form = filled(standing, MINE, line.send) | {key: foreign}
                yield Swap(line, key, address_of(standing, rule, own), form)


def _routes(standing: Standing) -> Iterator[tuple[Line, object, dict[str, str]]]:
    rules = rules_of(standing.app)
    for name, line in lines().items():
        for rule in rules.get(name, ()):
            yield line, rule, things_of(rule, line)


def bare(text: str, *values: str) -> str:
    """A page without what differs from answer to answer: nonces, tokens, and its own address."""
    for value in values:
        text = text.replace(value, "")
    text = re.sub(r'(nonce|value|content)="[^"]*"', "", text)
    text = re.sub(r"\b\d{3}, [0-9a-f]{16}\b", "", text)  # the number of the request
    return re.sub(r"nonce-[\w=+/-]+", "", text)
