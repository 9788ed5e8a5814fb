"""Concepts."""

from __future__ import annotations

import itertools
from typing import Any

from app.catalogue.models import Concept, ConceptName
from app.catalogue.words import fold, normalise
from app.core.database import db

_number = itertools.count(1)


def concept(
    *, kind: str = "condition", name: str | None = None, also: tuple[str, ...] = (), **values: Any
) -> Concept:
    """A concept of the catalogue, found by its name and by the words in `also`."""
    n = next(_number)
    name = name or f"{kind.title()} {n}"
    values.setdefault("slug", f"{name.casefold().replace(' ', '-')}-{n}")
    values.setdefault("medical_name", name)
    values.setdefault("key", f"test:{kind}:{n}")
    row = Concept(kind=kind, name=name, **values)
    db.session.add(row)
    db.session.flush()
    for words in (name, *also):
        normalised = normalise(words)
        known = ConceptName(
            concept_id=row.id,
            words=words,
            normalised=normalised,
            folded=fold(normalised),
            kind="lay",
        )
        db.session.add(known)
    db.session.flush()
    return row
