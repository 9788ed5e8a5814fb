"""What people write around the thing they mean: taken off before the words are looked up.

The phrases themselves stand in `data/own/phrases.toml`.
"""

from __future__ import annotations

import re

from app.catalogue.services.vocabulary.files import phrase_lists
from app.catalogue.words import fold, normalise

_DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|ug|g|ml|iu|units?|%|milligrams?|percent)(?:\s*/\s*\w+)?(?!\w)",
    re.IGNORECASE,
)
# Parts that stand for themselves. "Depression/anxiety" says two things.
_APART = re.compile(
    r"\s*[,;/\\&+\n|()\[\]:]\s*|\s+-+\s*|-{2,}|\.\s+|\s+(?:and|or|plus|also|then|as well as)\s+",
    re.IGNORECASE,
)
# What follows explains what came before: "pain from a car accident" is about pain.
_BECAUSE = re.compile(
    r"\s+(?:due to|because of|caused by|from|with|after|while|during|since|following|resulting"
    r"|secondary to|related to|when|prior to|relating to|associated with|r/t|in patient)\s+",
    re.IGNORECASE,
)
_PHRASES = {
    name: tuple(fold(normalise(phrase)).split(" ") for phrase in phrases)
    for name, phrases in phrase_lists().items()
}
_QUALIFIERS = frozenset(phrase[0] for phrase in _PHRASES["qualifiers"])
_FORMS = frozenset(phrase[0] for phrase in _PHRASES["forms"])
NOTHING_SAID = frozenset(
    {"none", "n a", "na", "unknown", "not sure", "nothing", "same", "see above", "no", "yes"}
    | {"other", "various", "misc"}
)
# What the last part of a list says for the parts before it: "neck and back pain".
SHARED_HEADS = frozenset({"pain", "infection", "spasm", "allergy", "cancer", "arthritis", "injury"})


def without_dose(words: str) -> str:
    """The words without amounts: "prozac 20mg" -> "prozac"."""
    return _DOSE.sub(" ", words)


def apart(words: str) -> list[str]:
    """The parts of a text that each say something of their own, as they were written."""
    return [part for part in (piece.strip(" .'\"-?!*") for piece in _APART.split(words)) if part]


def before_the_reason(words: str) -> list[str]:
    """The text cut where a reason begins: what somebody has first, why after it."""
    return [part for part in _BECAUSE.split(words) if part.strip()]


def bare(words: list[str]) -> list[str]:
    """Folded words without leading and trailing phrases; never nothing."""
    changed = True
    while changed:
        changed = False
        for phrase in _PHRASES["leading"]:
            if len(words) > len(phrase) and words[: len(phrase)] == phrase:
                words, changed = words[len(phrase) :], True
        for phrase in _PHRASES["trailing"]:
            if len(words) > len(phrase) and words[-len(phrase) :] == phrase:
                words, changed = words[: -len(phrase)], True
    return words


def unqualified(words: list[str]) -> list[str]:
    """Folded words without how bad and how long; never nothing."""
    kept = [word for word in words if word not in _QUALIFIERS]
    return kept or words


def says_only_how_bad(words: list[str]) -> bool:
    """Whether nothing but qualifiers is there: "severe" in "severe and chronic back pain"."""
    return all(word in _QUALIFIERS for word in words)


def without_form(words: list[str]) -> list[str]:
    """A medicine's folded words without release form, way of use and salt; never nothing."""
    kept = [word for word in words if word not in _FORMS and not word.isdigit()]
    return kept or words
