"""Screens one text: which rules point at it, at which words, and what they ask for.

Nothing is decided here, and nothing is changed. A rule can ask a moderator to look or the author
to think; it can never hide or remove (science.md §3.5, M23).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from app.moderation.services.screening.guarding import Scene
from app.moderation.services.screening.links import Link, kinds, links_in
from app.moderation.services.screening.matching import MOST_SPANS, spans
from app.moderation.services.screening.phrases import find
from app.moderation.services.screening.reading import read
from app.moderation.services.screening.rules import Rule, RuleBook
from app.moderation.services.screening.sources import Register


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text, from one character to before another, and the words that stand there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One rule that points at the text, and why: at least one place."""

    rule: str
    version: int
    label: str
    harm: str
    level: str
    act: str
    places: tuple[Place, ...]


def screen(
    text: str, book: RuleBook, register: Register, *, today: date, off: Collection[str] = ()
) -> tuple[Hit, ...]:
    """The rules that point at a text, in the order of the file: the gravest first.

    `off` names rules that an operator switched off; `today` decides which grades are out of date.
    """
    said = read(text, book.spell)
    scene = Scene(said, find(said.words, book.tree))
    addresses = [(link, kinds(link, register, today)) for link in links_in(said.folded)]
    found = []
    for rule in book.rules:
        if rule.name in off:
            continue
        places = tuple(sorted({*_said(rule, scene), *_linked(rule, addresses, text)}, key=_order))
        if places:
            found.append(_hit(rule, book.version, places[:MOST_SPANS]))
    return tuple(found)


def _said(rule: Rule, scene: Scene) -> Iterator[Place]:
    words = scene.text.words
    for pattern in rule.patterns:
        for first, last in spans(pattern, scene):
            yield Place(words[first].start, words[last].end, scene.text.shown(first, last))


def _linked(
    rule: Rule, addresses: list[tuple[Link, tuple[str, ...]]], text: str
) -> Iterator[Place]:
    for link, said in addresses:
        if not set(said).isdisjoint(rule.links):
            yield Place(link.start, link.end, text[link.start : link.end])


def _order(place: Place) -> tuple[int, int]:
    return place.start, place.end


def _hit(rule: Rule, version: int, places: tuple[Place, ...]) -> Hit:
    return Hit(
        rule=rule.name,
        version=version,
        label=rule.label,
        harm=rule.harm,
        level=rule.level,
        act=rule.act,
        places=places,
    )
