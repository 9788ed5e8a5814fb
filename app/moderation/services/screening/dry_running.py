"""Runs the rules over many texts and counts, before anybody switches them on (science.md M23).

Nothing is stored, sent or opened: what comes back is all that happened.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.proportions import Share, wilson
from app.moderation.services.screening.pointing import Hit, screen
from app.moderation.services.screening.rules import RuleBook
from app.moderation.services.screening.sources import Register


@dataclass(frozen=True, slots=True)
class Tried:
    """One text with its number, and what points at it."""

    number: int
    text: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class RuleShare:
    """The share of all texts that one rule points at."""

    rule: str
    act: str
    share: Share


@dataclass(frozen=True, slots=True)
class DryRun:
    """What the rules would have done. `share` is of texts that any rule points at; None of no text."""

    version: int
    tried: tuple[Tried, ...]
    share: Share | None
    by_rule: tuple[RuleShare, ...]


def dry_run(
    texts: Iterable[str],
    book: RuleBook,
    register: Register,
    *,
    today: date,
    off: Collection[str] = (),
) -> DryRun:
    """Every text screened, in its order; they are numbered from 1."""
    tried = tuple(
        Tried(number, text, screen(text, book, register, today=today, off=off))
        for number, text in enumerate(texts, start=1)
    )
    counts = Counter(hit.rule for one in tried for hit in one.hits)
    shares = ((rule, wilson(counts[rule.name], len(tried))) for rule in book.rules)
    by_rule = tuple(RuleShare(rule.name, rule.act, share) for rule, share in shares if share)
    share = wilson(sum(bool(one.hits) for one in tried), len(tried))
    return DryRun(book.version, tried, share, by_rule)


def sample(run: DryRun, size: int, seed: int) -> Sequence[Tried]:
    """Texts to read by hand: up to half of them pointed at, the others not, each drawn by chance.
    The same seed draws the same ones."""
    chance = random.Random(seed)
    pointed = [one for one in run.tried if one.hits]
    left = [one for one in run.tried if not one.hits]
    some = chance.sample(pointed, min(len(pointed), size // 2))
    others = chance.sample(left, min(len(left), size - len(some)))
    return sorted([*some, *others], key=lambda one: one.number)
