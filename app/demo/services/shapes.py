"""Shapes of posts: which kinds of sentence follow one another, and how often. Pure data."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

PARAGRAPH = "/"
LIST = "*"


@dataclass(frozen=True, slots=True)
class Move:
    """One sentence of a shape; an optional one is written now and then."""

    name: str
    is_optional: bool


Shape = tuple[Move, ...]


class Shapes:
    """A weighted list of shapes."""

    def __init__(self, block: str) -> None:
        rows = [line.split("|") for line in block.strip().splitlines()]
        self._ends = list(accumulate(int(weight) for weight, _moves in rows))
        self._shapes: list[Shape] = [_shape(moves) for _weight, moves in rows]

    def pick(self, dice: Callable[[], float]) -> Shape:
        """One shape, by weight."""
        return self._shapes[bisect(self._ends, dice() * self._ends[-1])]

    def moves(self) -> set[str]:
        """Every move that some shape names."""
        named = {move.name for shape in self._shapes for move in shape}
        return named - {PARAGRAPH, LIST}


def _shape(moves: str) -> Shape:
    return tuple(Move(word.rstrip("?"), word.endswith("?")) for word in moves.split())
