"""Medical words, and the words of our own figures, in plain words.

The words stand in `data/glossary.toml`, are read once and never change while the site runs.
"""

from __future__ import annotations

from app.catalogue.services.glossary.finding import Found, find
from app.catalogue.services.glossary.reading import (
    Glossary,
    GlossaryMistake,
    Term,
    glossary,
    read,
)

__all__ = ["Found", "Glossary", "GlossaryMistake", "Term", "find", "glossary", "read"]
