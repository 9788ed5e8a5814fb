"""The grammar of the demo's sentences: `[a|b]` chooses, `{slot}` fills in. Pure text.

What sentences there are stands in `app/demo/data`; which ones make a post, in `composing`.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping

_CHOICE = re.compile(r"\[([^\[\]]*)\]")


class Line:
    """One sentence template, taken apart once so that filling it in is a few list look-ups."""

    __slots__ = ("has_slots", "parts")

    def __init__(self, template: str) -> None:
        pieces = _CHOICE.split(template)
        self.parts: tuple[str | tuple[str, ...], ...] = tuple(
            tuple(piece.split("|")) if index % 2 else piece for index, piece in enumerate(pieces)
        )
        self.has_slots = "{" in template

    def fill(self, words: Words) -> str:
        """The sentence, with a capital in front."""
        dice = words.dice
        text = "".join(
            [
                part if part.__class__ is str else part[int(dice() * len(part))]
                for part in self.parts
            ]
        )
        if self.has_slots:
            text = text.format_map(words)
        return text if text[0].isupper() else text[0].upper() + text[1:]


class Words(dict[str, str]):
    """Slot to words: what was set for this topic, else a fresh choice each time."""

    def __init__(self, choices: Mapping[str, tuple[str, ...]], rng: random.Random) -> None:
        super().__init__()
        self.choices = choices
        self.dice: Callable[[], float] = rng.random

    def __missing__(self, slot: str) -> str:
        options = self.choices[slot]
        return options[int(self.dice() * len(options))]


Bank = tuple[Line, ...]


class Deck:
    """Deals the lines of a bank in a mixed order, each once before any comes again."""

    __slots__ = ("bank", "dealt", "start", "stride")

    def __init__(self, bank: Bank, dice: Callable[[], float]) -> None:
        self.bank = bank
        self.dealt = 0
        self.start = int(dice() * len(bank))
        self.stride = _coprime(len(bank), 1 + int(dice() * len(bank)))

    def deal(self) -> Line:
        """The next line."""
        line = self.bank[(self.start + self.dealt * self.stride) % len(self.bank)]
        self.dealt += 1
        return line

    @property
    def is_used_up(self) -> bool:
        """Whether every line was dealt."""
        return self.dealt >= len(self.bank)


def bank_of(block: str) -> Bank:
    """One template a line; empty lines and lines starting with # are left out."""
    lines = (line.strip() for line in block.splitlines())
    return tuple(Line(line) for line in lines if line and not line.startswith("#"))


def choices_of(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Slots as they stand in the data files, taken apart."""
    return {slot: tuple(options.split("|")) for slot, options in words.items()}


def _coprime(size: int, wanted: int) -> int:
    """The first number from `wanted` on that walks through all of `size` places."""
    while math.gcd(wanted, size) != 1:
        wanted += 1
    return wanted
