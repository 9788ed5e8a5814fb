"""Random words for cookies and letters. The table keeps only their hash: who reads it can open
nothing with it."""

from __future__ import annotations

import hashlib
import secrets


def new_word() -> str:
    """256 bits, in letters that cookies and addresses take."""
    return secrets.token_urlsafe(32)


def hash_of(word: str) -> str:
    """What a table keeps of a word. Fast on purpose: the word is random already."""
    return hashlib.sha256(word.encode()).hexdigest()
