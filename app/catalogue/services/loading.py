"""Puts the data files into the tables: in place, so that ids and addresses never change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.catalogue.models import CatalogueLoad, Concept, ConceptName, ConceptParent, ConceptPart
from app.catalogue.services.vocabulary import NAME_ORDER, ConceptRecord, catalogue_records
from app.catalogue.services.vocabulary.files import edition, files_hash
from app.catalogue.words import fold, normalise, slug_of
from app.core.clock import now
from app.core.database import db, new_public_id

_CHUNK = 2_000
_LONGEST_NAME = 200
# What a reload may change on a concept; its id, public id, kind and slug stay.
_CHANGING = ("name", "medical_name", "definition", "sort", "codes", "source", "weight")
Row = dict[str, Any]
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; `is_new` is False when the tables held these files already."""

    is_new: bool
    concepts: int
    names: int


def newest_load() -> CatalogueLoad | None:
    """What stands in the tables, or None before the first load."""
    return db.session.scalar(select(CatalogueLoad).order_by(CatalogueLoad.id.desc()).limit(1))


def load(*, again: bool = False, step: Step = lambda rows: None) -> Loaded:
    """Bring the tables to what the files say, inside the caller's unit of work.

    Does nothing when the newest load had the same files, unless `again`. Concepts that the
    files no longer hold are retired, not deleted, because records of members point to them.
    `step` is told how many rows were written since it was last called.

    Raises:
        vocabulary.own.UnknownConcept: one of our tables names a concept that is not there.
    """
    files, newest = files_hash(), newest_load()
    if newest and newest.files_hash == files and not again:
        return Loaded(False, newest.concept_count, newest.name_count)
    records = catalogue_records()
    ids = _concepts(records, step)
    for table in (ConceptName, ConceptParent, ConceptPart):
        db.session.execute(delete(table))
    names = _write(ConceptName, _name_rows(records, ids), step)
    _write(ConceptParent, _links(records, ids, "parents", "parent_id"), step)
    _write(ConceptPart, _links(records, ids, "parts", "part_id"), step)
    _count_for_the_planner()
    db.session.add(
        CatalogueLoad(
            files_hash=files,
            version=edition(),
            concept_count=len(records),
            name_count=names,
        )
    )
    db.session.flush()
    return Loaded(True, len(records), names)


def _count_for_the_planner() -> None:
    """Fresh statistics: without them PostgreSQL reads all concepts anew for each name."""
    for model in (Concept, ConceptName, ConceptParent, ConceptPart):
        db.session.connection().exec_driver_sql(f"ANALYZE {model.__tablename__}")


def _concepts(records: list[ConceptRecord], step: Step) -> dict[str, int]:
    """Insert new concepts, update changed ones, retire lost ones; gives id by key."""
    columns = [Concept.id, Concept.key, Concept.kind, Concept.slug, Concept.retired_at]
    columns += [getattr(Concept, name) for name in _CHANGING]
    known = {row.key: row for row in db.session.execute(select(*columns))}
    slugs = {(row.kind, row.slug) for row in known.values()}
    new, changed = [], []
    for record in records:
        values = {name: getattr(record, name) for name in _CHANGING}
        row = known.get(record.key)
        if row is None:
            kind = record.kind
            new.append({"key": record.key, "kind": kind, "slug": _slug(record, slugs), **values})
        elif row.retired_at or any(getattr(row, name) != values[name] for name in _CHANGING):
            changed.append({"row_id": row.id, "retired_at": None, **values})
    fresh = [{"public_id": new_public_id(), **row, "retired_at": None} for row in new]
    _write(Concept, fresh, step)
    _update(changed, step)
    held = {record.key for record in records}
    lost = [row.id for key, row in known.items() if key not in held and not row.retired_at]
    _update([{"row_id": row_id, "retired_at": now()} for row_id in lost], step)
    return dict(db.session.execute(select(Concept.key, Concept.id)).tuples().all())


def _slug(record: ConceptRecord, taken: set[tuple[str, str]]) -> str:
    slug = base = slug_of(record.name) or slug_of(record.key)
    number = 1
    while (record.kind, slug) in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add((record.kind, slug))
    return slug


def _update(rows: list[Row], step: Step) -> None:
    if not rows:
        return
    table = Concept.__table__
    values: Row = {name: bindparam(name) for name in rows[0] if name != "row_id"}
    statement = update(table).where(table.c.id == bindparam("row_id")).values(values)  # type: ignore[arg-type]
    db.session.connection().execute(statement, rows)
    step(len(rows))


def _write(model: type, rows: Iterable[Row], step: Step) -> int:
    rows = list(rows)
    statement = insert(model.__table__)  # type: ignore[attr-defined]
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        db.session.connection().execute(statement, chunk)
        step(len(chunk))
    return len(rows)


def _name_rows(records: list[ConceptRecord], ids: dict[str, int]) -> Iterable[Row]:
    for record in records:
        seen = set()
        for words, kind in sorted(record.names.items(), key=lambda name: NAME_ORDER[name[1]]):
            normalised = normalise(words)
            if not normalised or normalised in seen or len(words) > _LONGEST_NAME:
                continue
            seen.add(normalised)
            yield {
                "concept_id": ids[record.key],
                "words": words,
                "normalised": normalised[:_LONGEST_NAME],
                "folded": fold(normalised)[:_LONGEST_NAME],
                "kind": kind,
            }


def _links(
    records: list[ConceptRecord], ids: dict[str, int], attribute: str, column: str
) -> Iterable[Row]:
    for record in records:
        for position, key in enumerate(getattr(record, attribute)):
            row = {"concept_id": ids[record.key], column: ids[key]}
            yield row | {"position": position} if column == "part_id" else row
