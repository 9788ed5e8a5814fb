"""What typed words may mean: candidates to choose from, never a choice made for the person.

The catalogue is public and the same for everybody, so nobody's name goes with the question.
"""

from __future__ import annotations

from typing import Any

from app.catalogue.kinds import PURPOSE_KINDS, SIDE_EFFECT_KINDS, TREATMENT_KINDS
from app.catalogue.queries.suggesting import Suggestion, suggest
from app.catalogue.services.matching.phrases import apart, without_dose
from app.catalogue.words import normalise
from app.core.viewer import ANONYMOUS

KINDS = {"treatment": TREATMENT_KINDS, "purpose": PURPOSE_KINDS}
MOST_CANDIDATES = 5
# Long enough to hold whatever type-ahead offered for the same words.
_OFFERED = 20


def phrase(words: str, wanted: str, chosen_id: str = "") -> dict[str, Any]:
    """Typed words as a draft keeps them. Who took a suggestion while typing (`chosen_id`, a
    public id) has chosen; everybody else is asked, when there is anything to choose from."""
    found = _candidates(words, KINDS[wanted])
    taken = next((one for one in found if chosen_id and one.public_id == chosen_id), None)
    if taken is not None:
        return {"words": words, "asks": [], "means": _meaning(taken)}
    asks = [_meaning(one) for one in found[:MOST_CANDIDATES]]
    return {"words": words, "asks": asks} if asks else {"words": words, "asks": [], "means": None}


def exactly(words: str) -> dict[str, Any]:
    """A named side effect, with the concept only when the words are one of its names."""
    key = normalise(words)
    found = suggest(ANONYMOUS, words, SIDE_EFFECT_KINDS)
    same = next((one for one in found if normalise(one.matched) == key), None)
    return {"words": words, "id": same.concept_id if same else None}


def _candidates(words: str, kinds: tuple[str, ...]) -> list[Suggestion]:
    """Concepts for the words as a whole; when there are none, for their parts without a dose."""
    plain = without_dose(words)
    found: dict[int, Suggestion] = {}
    for text in (words, plain, *apart(plain)):
        for one in suggest(ANONYMOUS, text, kinds, _OFFERED):
            found.setdefault(one.concept_id, one)
        if found and text in (words, plain):
            break
    return list(found.values())


def _meaning(one: Suggestion) -> dict[str, Any]:
    return {"name": one.name, "also": one.matched, "ids": [one.concept_id]}
