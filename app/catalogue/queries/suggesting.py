"""What somebody may mean while typing: beginnings of names first, then words inside, then slips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.catalogue.models import CatalogueLoad, Concept, ConceptName
from app.catalogue.queries.names_in_memory import NamesInMemory
from app.catalogue.words import fold, normalise
from app.core.database import db
from app.core.viewer import Viewer

SHORTEST = 2
# From this weight on names are held in memory as well (`vocabulary.records.COMMON`).
_WELL_KNOWN = 2
_NAMES_A_CONCEPT = 4
_MOST_INSIDE = 60
_MOST_NAMES = 800
_ROWS_AT_ONCE = 500
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept and the name that was found; `matched` equals `name` when it is the same."""

    concept_id: int
    public_id: str
    kind: str
    slug: str
    name: str
    medical_name: str
    matched: str


def suggest(_viewer: Viewer, words: str, kinds: Iterable[str], limit: int = 8) -> list[Suggestion]:
    """At most `limit` concepts of these kinds, the likeliest first; nothing below two letters.

    One query when beginnings are enough; up to five when little begins like this. The
    catalogue is public, so every viewer gets the same.
    """
    beginning = normalise(words)
    if len(beginning) < SHORTEST:
        return []
    kinds = list(kinds)
    found: dict[int, Suggestion] = {}
    _keep(_beginning(ConceptName.normalised, beginning, kinds, limit), found, limit)
    if len(found) < limit and fold(beginning) != beginning:
        _keep(_beginning(ConceptName.folded, fold(beginning), kinds, limit), found, limit)
    if len(found) < limit:
        _keep(_held(beginning, kinds), found, limit)
    return [_plainest(suggestion, beginning) for suggestion in found.values()]


_CONCEPT = (
    Concept.id,
    Concept.public_id,
    Concept.kind,
    Concept.slug,
    Concept.name,
    Concept.medical_name,
)


def _beginning(column: Any, beginning: str, kinds: list[str], limit: int) -> Iterable[Any]:
    """Names that begin so: whole names first, then the better known, then the shorter.

    Of the thousands that begin with two letters only the shortest are looked at, from the
    index alone. The limit inside also keeps both engines from starting at the concepts.
    """
    inside = (column >= beginning) & (column < beginning + _LAST)
    shortest = ((column == beginning).desc(), func.length(column), column)
    columns = (ConceptName.id, ConceptName.concept_id, column.label("begins"))
    names = select(*columns).where(inside).order_by(*shortest).limit(_MOST_NAMES).subquery()
    order = (
        (names.c.begins == beginning).desc(),
        Concept.weight.desc(),
        func.length(names.c.begins),
        names.c.begins,
    )
    found = (
        select(*_CONCEPT, ConceptName.words)
        .select_from(names)
        .join(Concept, names.c.concept_id == Concept.id)
        .join(ConceptName, ConceptName.id == names.c.id)
        .where(Concept.kind.in_(kinds), Concept.retired_at.is_(None))
        .order_by(*order)
        .limit(limit * _NAMES_A_CONCEPT)
    )
    return db.session.execute(found)


def _held(beginning: str, kinds: list[str]) -> list[Any]:
    """Names of well-known concepts with a later word that begins so, or with a typing error."""
    names = _names_in_memory()
    near = names.with_word(beginning, _MOST_INSIDE)
    near += names.nearly(beginning, _MOST_INSIDE) if not near else []
    if not near:
        return []
    place = {pair: number for number, pair in reversed(list(enumerate(near)))}
    chosen = (
        select(*_CONCEPT, ConceptName.words, ConceptName.normalised, Concept.weight)
        .join(Concept, Concept.id == ConceptName.concept_id)
        .where(Concept.kind.in_(kinds), Concept.retired_at.is_(None))
        .where(ConceptName.concept_id.in_({concept_id for concept_id, _ in near}))
        .where(ConceptName.normalised.in_({name for _, name in near}))
    )
    rows = [row for row in db.session.execute(chosen) if (row.id, row.normalised) in place]
    return sorted(rows, key=lambda row: (-row.weight, place[row.id, row.normalised]))


def _keep(rows: Iterable[Any], found: dict[int, Suggestion], limit: int) -> None:
    """Add to those found before: one suggestion a concept, with its best name."""
    for row in rows:
        if len(found) >= limit:
            break
        found.setdefault(row.id, Suggestion(*row[:7]))


def _plainest(suggestion: Suggestion, beginning: str) -> Suggestion:
    """Nothing needs explaining when the name on the page begins like the words typed."""
    if normalise(suggestion.name).startswith(beginning):
        return replace(suggestion, matched=suggestion.name)
    return suggestion


def _names_in_memory() -> NamesInMemory:
    """The app's copy, made anew after a load of the catalogue."""
    newest = db.session.scalar(select(func.max(CatalogueLoad.id)))
    held = current_app.extensions.get("catalogue_names")
    if held is None or held[0] != newest:
        rows = (
            select(ConceptName.normalised, ConceptName.concept_id)
            .join(Concept, Concept.id == ConceptName.concept_id)
            .where(Concept.weight >= _WELL_KNOWN, Concept.retired_at.is_(None))
            .order_by(ConceptName.normalised)
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
        held = newest, NamesInMemory(row._tuple() for row in db.session.execute(rows))
        current_app.extensions["catalogue_names"] = held
    return held[1]
