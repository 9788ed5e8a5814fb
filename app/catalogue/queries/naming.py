"""Names with their concepts, for building a matcher: columns only, no entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.catalogue.models import Concept, ConceptName, ConceptPart
from app.core.database import db

_SPELLINGS_A_QUERY = 400
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept as the matcher needs it; `parts` are keys."""

    id: int
    key: str
    kind: str
    name: str
    weight: int
    parts: frozenset[str]


def _named(row: Any, parts: Iterable[str] = ()) -> NamedConcept:
    return NamedConcept(row.id, row.key, row.kind, row.name, row.weight, frozenset(parts))


def concepts_to_match() -> dict[int, NamedConcept]:
    """Every concept in use, by id. Two queries."""
    part = Concept.__table__.alias("part")
    parts: dict[int, set[str]] = {}
    inside = select(ConceptPart.concept_id, part.c.key).join(part, part.c.id == ConceptPart.part_id)
    for concept_id, key in db.session.execute(inside):
        parts.setdefault(concept_id, set()).add(key)
    columns = (Concept.id, Concept.key, Concept.kind, Concept.name, Concept.weight)
    rows = db.session.execute(select(*columns).where(Concept.retired_at.is_(None)))
    return {row.id: _named(row, parts.get(row.id, ())) for row in rows}


def products_of(concept_ids: Iterable[int]) -> list[NamedConcept]:
    """Combinations that hold at least two of these substances, with the keys of all parts."""
    holding = (
        select(ConceptPart.concept_id)
        .where(ConceptPart.part_id.in_(sorted(concept_ids)))
        .group_by(ConceptPart.concept_id)
        .having(func.count() > 1)
    )
    part = Concept.__table__.alias("part")
    columns = (Concept.id, Concept.key, Concept.kind, Concept.name, Concept.weight)
    rows = db.session.execute(
        select(*columns, part.c.key.label("part_key"))
        .join(ConceptPart, ConceptPart.concept_id == Concept.id)
        .join(part, part.c.id == ConceptPart.part_id)
        .where(Concept.id.in_(holding), Concept.retired_at.is_(None))
    )
    products: dict[int, Any] = {}
    parts: dict[int, set[str]] = {}
    for row in rows:
        products[row.id] = row
        parts.setdefault(row.id, set()).add(row.part_key)
    return [_named(row, parts[row.id]) for row in products.values()]


def names_to_match() -> Iterator[tuple[int, str, str]]:
    """Concept id, normalised name and kind of name, for every name. One query."""
    columns = (ConceptName.concept_id, ConceptName.normalised, ConceptName.kind)
    for row in db.session.execute(select(*columns)):
        yield row._tuple()


def names_spelled(
    folded: Iterable[str], kinds: Iterable[str]
) -> list[tuple[NamedConcept, str, str]]:
    """Concept, normalised name and kind of name for each name in this folded spelling.

    One query for up to 400 spellings; concepts come without their parts.
    """
    columns = (Concept.id, Concept.key, Concept.kind, Concept.name, Concept.weight)
    wanted = sorted(folded)
    found = []
    for start in range(0, len(wanted), _SPELLINGS_A_QUERY):
        rows = db.session.execute(
            select(*columns, ConceptName.normalised, ConceptName.kind.label("name_kind"))
            .join(Concept, Concept.id == ConceptName.concept_id)
            .where(ConceptName.folded.in_(wanted[start : start + _SPELLINGS_A_QUERY]))
            .where(Concept.kind.in_(sorted(kinds)), Concept.retired_at.is_(None))
        )
        found += [(_named(row), row.normalised, row.name_kind) for row in rows]
    return found


def well_known_names(kinds: Iterable[str], weight: int) -> Iterator[tuple[str, int]]:
    """Folded name and weight of every name of concepts at least this well known."""
    columns = (ConceptName.folded, Concept.weight)
    wanted = (
        select(*columns)
        .join(Concept, Concept.id == ConceptName.concept_id)
        .where(Concept.kind.in_(sorted(kinds)), Concept.weight >= weight)
        .where(Concept.retired_at.is_(None))
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for row in db.session.execute(wanted):
        yield row._tuple()
