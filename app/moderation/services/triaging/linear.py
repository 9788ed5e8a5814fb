"""The one kind of model that can be put beside the lexicon: so much for each word, added up.

It is small enough to be read by a person, needs no library and computes the same on every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.moderation.services.triaging.classifying import ModelFile, Refused
from app.moderation.services.triaging.readings import AMBER, GREEN, RED

_WORD = re.compile(r"[^\W\d_]+")
_PARTS = ("languages", "bias", "weights", "amber_from", "red_from")


@dataclass(frozen=True, kw_only=True)
class Linear:
    """`bias` and the weight of each distinct word, in lower case, make a sum: from `amber_from` on
    it is amber, from `red_from` on red. In a language that is not its own it says nothing."""

    name: str
    languages: frozenset[str]
    bias: float
    weights: Mapping[str, float]
    amber_from: float
    red_from: float

    def label(self, text: str, language: str) -> str:
        """Green, amber or red; never the gravest, which only words that were looked up mean."""
        if language not in self.languages:
            return GREEN
        words = set(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))
        # In one order, so that the sum is the same everywhere.
        total = self.bias + sum(self.weights.get(word, 0.0) for word in sorted(words))
        if total >= self.red_from:
            return RED
        return AMBER if total >= self.amber_from else GREEN


def linear_of(model: ModelFile) -> Linear:
    """The model of a file: JSON with `languages`, `bias`, `weights`, `amber_from`, `red_from`.

    Raises:
        Refused: it is no such file.
    """
    try:
        data = json.loads(model.path.read_text("utf-8"))
        return _linear(model.name, data)
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        kind = type(error).__name__
        raise Refused(f"{model.path.name} cannot be read as a linear model: {kind}.") from error


def _linear(name: str, data: Mapping[str, Any]) -> Linear:
    if set(data) != set(_PARTS):
        raise ValueError("other parts")
    bias, amber_from, red_from = (float(data[part]) for part in ("bias", "amber_from", "red_from"))
    if red_from < amber_from:
        raise ValueError("red begins before amber")
    return Linear(
        name=name,
        languages=frozenset(str(one) for one in data["languages"]),
        bias=bias,
        weights={str(word): float(weight) for word, weight in data["weights"].items()},
        amber_from=amber_from,
        red_from=red_from,
    )
