"""One spelling for comparing: how names and people's own words are brought to the same form.

Pure text work. Which concept the words mean is decided in `services/matching`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b(?:[a-z]\.){2,}")
_QUOTES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"[^\w+%]+|_")
_PLUS = re.compile(r"\+(?!$)")

# British spellings inside a word, and how the sources write them.
_SPELLINGS = (
    ("oesoph", "esoph"), ("oestr", "estr"), ("oedem", "edem"), ("diarrhoea", "diarrhea"),
    ("rrhoea", "rrhea"), ("haem", "hem"), ("anaem", "anem"), ("leukaem", "leukem"),
    ("glycaem", "glycem"), ("lipidaem", "lipidem"), ("aemia", "emia"), ("tumour", "tumor"),
    ("paed", "ped"), ("coeliac", "celiac"), ("foet", "fet"), ("gynaec", "gynec"),
    ("orthopaed", "orthoped"), ("anaesth", "anesth"), ("caec", "cec"), ("faec", "fec"),
    ("colour", "color"), ("behaviour", "behavior"), ("ageing", "aging"), ("sulph", "sulf"),
    ("isation", "ization"), ("dysmenorrhoea", "dysmenorrhea"), ("homoeo", "homeo"),
    ("labour", "labor"), ("odour", "odor"), ("manoeuv", "maneuv"), ("ischaem", "ischem"),
)  # fmt: skip
_KEEPS_ITS_S = ("ss", "us", "is", "as", "os")
_SHORTEST_PLURAL = 5


def normalise(words: str) -> str:
    """Lower case without accents, quotes and punctuation, one space between words.

    "Crohn’s  Disease" -> "crohns disease"; "A.D.D." -> "add"; "retin-a" -> "retin a".
    """
    text = words.lower() if words.isascii() else _without_marks(words)
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    text = _QUOTES.sub("", text).replace("&", " and ")
    return _PLUS.sub(" ", _NOT_WORD.sub(" ", text)).strip()


def _without_marks(words: str) -> str:
    """Lower case without accents. Plain ASCII needs none of it, and most names are plain."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).casefold())
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def slug_of(words: str, longest: int = 120) -> str:
    """The normalised words as part of an address: "type 2 diabetes" -> "type-2-diabetes"."""
    slug = re.sub(r"[^a-z0-9]+", "-", normalise(words).encode("ascii", "ignore").decode())
    return slug.strip("-")[:longest].rstrip("-")


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One normalised word without plural and British spelling: "tumours" -> "tumor"."""
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(_KEEPS_ITS_S):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]


def fold(normalised: str) -> str:
    """Normalised words with each word folded; what the matcher's index is keyed by."""
    return " ".join(map(fold_word, normalised.split(" ")))
