"""How words of a message stand in a recap's topic: one place for putting them in and taking them
out again."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|~-])")


def name_of(display_name: str) -> str:
    """A name as plain text where Markdown is read."""
    return _MARKS.sub(r"\\\1", display_name)


def quoted_lines(words: str) -> str:
    """The words as a quote in Markdown; one paragraph of the post."""
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
