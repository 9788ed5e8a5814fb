"""The texts on which consent is given, read from `data/consents.toml`.

A wording that changes gets a higher version there; old versions live on in `consent_texts`.
Which consents hold is the ledger's matter: `services/consenting`.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

KEEP_HEALTH, SHOW_GROUPS, SUMMARIES = "keep_health", "show_groups", "clinician_summaries"
PURPOSES = (KEEP_HEALTH, SHOW_GROUPS, SUMMARIES)
FALLBACK = "en"
FILE = Path(__file__).parent / "data" / "consents.toml"

# The parts of a text in the order in which they are shown and hashed.
PARTS = ("question", "what", "why", "who", "benefit", "stop", "in_short")


@dataclass(frozen=True)
class Wording:
    """One text: a purpose, a version, a language, and its parts in plain words."""

    purpose: str
    version: int
    language: str
    title: str
    parts: dict[str, str]

    @property
    def text(self) -> str:
        """The whole text as kept for the ledger: title and parts, one paragraph each."""
        return "\n\n".join((self.title, *(self.parts[name] for name in PARTS)))

    @property
    def text_hash(self) -> str:
        """SHA-256 of the whole text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, object]]:
    return tomllib.loads(FILE.read_text("utf-8"))


def version_of(purpose: str) -> int:
    """The version of the current text.

    Raises:
        KeyError: there is no such purpose.
    """
    return int(str(_file()[purpose]["version"]))


def wording(purpose: str, language: str = FALLBACK) -> Wording:
    """The current text in a language, in English where it is not translated.

    Raises:
        KeyError: there is no such purpose.
    """
    texts = _file()[purpose]
    spoken = language if isinstance(texts.get(language), dict) else FALLBACK
    words = texts[spoken]
    assert isinstance(words, dict)  # the file's shape, checked by its test
    parts = {name: " ".join(str(words[name]).split()) for name in PARTS}
    return Wording(purpose, version_of(purpose), spoken, str(words["title"]), parts)
