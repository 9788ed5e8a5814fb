"""Summaries for clinicians, as pages read them: released texts only, one query each."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import require
from app.core.viewer import Viewer
from app.insights.permissions import can_read_summaries
from app.insights.queries import releases
from app.insights.queries.releases import ReleaseRow
from app.insights.services import artefacts
from app.insights.services.artefacts import ReadRow, ReadTable
from app.insights.services.briefs import EFFECTIVENESS, OVERALL, Brief, brief_from
from app.insights.services.comparing import Comparison, compare

Rows = tuple[ReadRow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A condition in the list of summaries."""

    slug: str
    name: str
    people: int
    treatments: int


def _summary(table: ReadTable, together: Rows, treatments: Rows) -> Summary:
    people = sum(row.people for row in together or treatments)
    return Summary(table.condition_slug, table.condition_name, people, len(treatments))


def listing(*, by: Viewer) -> tuple[ReleaseRow | None, list[Summary]]:
    """The newest release and its conditions by name; no release before the first.

    Raises:
        Forbidden: not for this person.
    """
    require(can_read_summaries(by))
    newest = releases.newest_tables(OVERALL, EFFECTIVENESS)
    if newest is None:
        return None, []
    read = [artefacts.read(text) for text in newest[1]]
    by_condition = {table.condition_slug: table for table in read}
    shown = {(table.condition_slug, table.table_id): table.rows for table in read}
    made = [
        _summary(table, shown.get((slug, OVERALL), ()), shown.get((slug, EFFECTIVENESS), ()))
        for slug, table in by_condition.items()
    ]
    return newest[0], sorted(made, key=lambda one: one.name)


def brief_of(*, by: Viewer, condition: str, release: str | None = None) -> Brief | None:
    """The brief of a condition in the newest release, or in a named one.

    ``None`` when there is none. Why is not known here and must not be: too few people, nobody,
    an unknown word and an unknown release all look the same.

    Raises:
        Forbidden: not for this person.
    """
    require(can_read_summaries(by))
    found = releases.tables_of(condition, release)
    return brief_from(*found) if found else None


def compared(brief: Brief) -> Comparison | None:
    """The brief beside the same condition in the release before, if that showed it."""
    earlier = releases.tables_before(brief.slug, brief.release.cut_off)
    return compare(brief, brief_from(*earlier) if earlier else None)
