"""Which language a text is in: the same answer for the same text, by its letters and small words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from app.moderation.services.triaging.lexicons import Common, Lexicon
from app.moderation.services.triaging.readings import UNKNOWN, UNSUPPORTED
from app.moderation.services.triaging.splitting import without_marks

LEAST_LETTERS = 20
"""Under so many letters nobody can tell (science.md L4)."""
_LEAST_WORDS = 2
_LEAST_SHARE = 0.12
_AROUND = ".,;:!?¿¡\"'()"


def language_of(text: str, locale: str, lexicons: Mapping[str, Lexicon], common: Common) -> str:
    """The code of a lexicon, `UNKNOWN`, or `UNSUPPORTED`. Ties go to the caller's `locale`.

    Small words decide, such as "the" and "is": two of them, and one word in eight, at least.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return UNKNOWN
    latin = sum(1 for letter in letters if _is_latin(letter))
    if 3 * latin < 2 * len(letters):
        return UNSUPPORTED
    known = {code: lexicon.function_words for code, lexicon in lexicons.items()}
    words = [word.strip(_AROUND) for word in without_marks(text).split()]
    counts = {
        code: sum(1 for word in words if word in small)
        for code, small in {**common.other_languages, **known}.items()
    }
    best = max(counts, key=lambda code: (counts[code], code == locale[:2], code in known, code))
    if counts[best] < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
        return UNKNOWN
    return best if best in known else UNSUPPORTED


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
