"""How hard a text is to read, by the lengths of its sentences and words: in any language that sets
spaces between words."""

from __future__ import annotations

import re

# From here on a text is hard for somebody who is ill or tired: Björnsson calls 50 to 60 difficult.
HARD = 50
# In fewer words one long sentence or one medical word decides alone.
LEAST_WORDS = 20
_LONG = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_END = re.compile(r"[.!?:…。؟۔।]+(?=\s|$)|\n+")
# Thai, Lao, Burmese, Khmer, Japanese, Chinese: no spaces, so words cannot be counted.
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def lix(text: str) -> float | None:
    """The readability index of Björnsson (1968, Läsbarhet): words per sentence, and of 100 words how
    many have more than six letters. None without words, or where words cannot be counted.

    A sentence ends with its sign, a colon or its line.
    """
    if _WITHOUT_SPACES.search(text):
        return None
    parts = [_WORD.findall(part) for part in _END.split(text)]
    sentences = [words for words in parts if words]
    if not sentences:
        return None
    lengths = [sum(map(str.isalpha, word)) for words in sentences for word in words]
    long = sum(length > _LONG for length in lengths)
    return len(lengths) / len(sentences) + 100 * long / len(lengths)


def is_hard(text: str) -> bool:
    """Whether its author should hear of it: long enough to say so, and at 50 or more."""
    found = lix(text) if len(_WORD.findall(text)) >= LEAST_WORDS else None
    return found is not None and found >= HARD
