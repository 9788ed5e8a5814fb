"""The released text of a table: written once, read for ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.insights.queries.answers import Named
from app.insights.services.show_rules import ShownRow
from app.insights.services.table_catalogue import ALL_TREATMENTS, Table


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a released table; ``slug`` and ``name`` are empty for all treatments together."""

    slug: str
    name: str
    people: int
    counts: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A released table, as read back."""

    table_id: str
    condition_slug: str
    condition_name: str
    bands: tuple[str, ...]
    rows: tuple[ReadRow, ...]


def write(
    table: Table, condition: Named, treatments: Iterable[Named], rows: Mapping[int, ShownRow]
) -> str:
    """The table as canonical JSON: the same table always gives the same bytes."""
    together = Named(ALL_TREATMENTS, "", "")
    listed = [
        {
            "slug": row.slug,
            "name": row.name,
            "people": rows[row.id].people,
            "counts": list(rows[row.id].counts),
        }
        for row in (together, *sorted(treatments, key=lambda one: one.slug))
        if row.id in rows
    ]
    content = {
        "table": table.id,
        "condition": {"slug": condition.slug, "name": condition.name},
        "bands": [band.id for band in table.bands],
        "rows": listed,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(artefact: str) -> ReadTable:
    """A released table from its text."""
    content = json.loads(artefact)
    bands = tuple(content["bands"])
    rows = tuple(
        ReadRow(
            row["slug"], row["name"], row["people"], dict(zip(bands, row["counts"], strict=True))
        )
        for row in content["rows"]
    )
    condition = content["condition"]
    return ReadTable(content["table"], condition["slug"], condition["name"], bands, rows)


def fingerprint(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
