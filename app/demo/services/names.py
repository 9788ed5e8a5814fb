"""Display names: pseudonyms, each once, some long, some with a sign, some in other letters."""

from __future__ import annotations

import random
from collections.abc import Iterator

from app.accounts.services.naming import key_of
from app.demo.services.library import Library


def display_names(library: Library, rng: random.Random) -> Iterator[str]:
    """Ever new names. Two that `app.accounts` takes for the same never both come."""
    taken: set[str] = set()
    for number in range(1, 100_000_000):
        name = _one(library.names, rng, number)
        key = key_of(name)
        if key and key not in taken:
            taken.add(key)
            yield name


def spoken_name(display_name: str) -> str:
    """How others address somebody: the first word when it is plain letters, else all of it."""
    first = display_name.split()[0]
    return first if first.isalpha() else "".join(c for c in display_name if c.isalnum() or c == " ")


def _one(words: dict[str, tuple[str, ...]], rng: random.Random, number: int) -> str:
    first = rng.choice(words["first"])
    way = rng.random()
    if way < 0.28 and number < 400:
        return first
    if way < 0.42:
        return f"{first} {rng.choice(words['second'])}"
    if way < 0.60:
        return first + rng.choice(words["pairs"])
    if way < 0.70:
        return f"{rng.choice(words['tails'])} of {first}{rng.choice(words['pairs'])}"
    if way < 0.76:
        return f"{first}{rng.choice(words['tails'])} {rng.choice(words['emoji'])}"
    if way < 0.79:
        return f"{rng.choice(words['other'])} {rng.choice(words['tails']) if number > 60 else ''}".strip()
    if way < 0.9:
        return f"{rng.choice(words['tails'])}-{first.lower()}-{rng.choice(words['pairs'])}"
    return f"{first}{rng.choice(words['first']).lower()} {rng.randrange(2, 99)}"
