"""Summaries for clinicians, as pages read them: released texts only, one query each."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import require
from app.core.viewer import Viewer
from app.insights.permissions import can_read_summaries
from app.insights.queries import releases
from app.insights.queries.releases import ReleaseRow
from app.insights.services import artefacts
from app.insights.services.briefs import EFFECTIVENESS, Brief, brief_from


@dataclass(frozen=True, slots=True)
class Summary:
    """A condition in the list of summaries."""

    slug: str
    name: str
    people: int
    treatments: int


def listing(*, by: Viewer) -> tuple[ReleaseRow | None, list[Summary]]:
    """The newest release and its conditions by name; no release before the first.

    Raises:
        Forbidden: not for this person.
    """
    require(can_read_summaries(by))
    newest = releases.newest_tables(EFFECTIVENESS)
    if newest is None:
        return None, []
    read = [artefacts.read(text) for text in newest[1]]
    return newest[0], sorted(
        (
            Summary(
                table.condition_slug,
                table.condition_name,
                sum(row.people for row in table.rows),
                len(table.rows),
            )
            for table in read
        ),
        key=lambda one: one.name,
    )


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
