"""The clinician's brief, made from released texts alone.

Whatever is worked out here comes from noisy, rounded, thresholded numbers, so it costs no privacy.
Nothing here asks the database; the same texts always give the same brief.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.insights.queries.releases import ReleaseRow
from app.insights.services import artefacts
from app.insights.services.artefacts import ReadRow, ReadTable
from app.insights.services.intervals import noisy_share
from app.insights.services.noise_law import error_bound
from app.insights.services.show_rules import ROUNDING, clamped

OVERALL = "condition-overall"
EFFECTIVENESS, SIDE_EFFECTS = "condition-effectiveness", "condition-side-effects"


@dataclass(frozen=True, slots=True)
class BandShare:
    """How many chose a band, as whole percent from 5 to 95 with its 95 % interval, noise included."""

    count: int
    percent: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Line:
    """One treatment in the brief. ``helped`` or ``severe`` is ``None``: too few people to show."""

    slug: str
    name: str
    people: int
    helped: BandShare | None
    severe: BandShare | None


@dataclass(frozen=True, slots=True)
class Brief:
    """A condition's brief: the release it comes from, its size, what people say over all
    treatments (by band; ``None`` for a band with too few), its treatments in order."""

    slug: str
    name: str
    release: ReleaseRow
    people: int
    overall: dict[str, BandShare | None]
    lines: tuple[Line, ...]
    tables: dict[str, ReadTable]

    @property
    def noise_error(self) -> int:
        """95 in 100 counts are off by no more than this before rounding."""
        return error_bound(self.release.epsilon)

    @property
    def rounding_error(self) -> int:
        """Rounding moves a count by no more than this."""
        return ROUNDING // 2


def band_share(row: ReadRow, band: str, epsilon: Fraction) -> BandShare | None:
    """The share of one band in a row; ``None`` when its count is too small to show."""
    count = row.counts[band]
    if count is None:
        return None
    cells = (1, len(row.counts) - 1)
    share = noisy_share(count, row.people, cells=cells, epsilon=epsilon)
    percent, low, high = (clamped(100 * part) for part in (share.estimate, share.low, share.high))
    return BandShare(count, percent, low, high)


def _order(line: Line) -> tuple[int, int, str]:
    return (-line.helped.low if line.helped else 0, -line.people, line.name)


def _lines(tables: dict[str, ReadTable], epsilon: Fraction) -> Iterable[Line]:
    rows = tables[EFFECTIVENESS].rows if EFFECTIVENESS in tables else ()
    harms = {row.slug: row for row in tables[SIDE_EFFECTS].rows} if SIDE_EFFECTS in tables else {}
    for row in rows:
        harm = harms.get(row.slug)
        yield Line(
            slug=row.slug,
            name=row.name,
            people=row.people,
            helped=band_share(row, "much", epsilon),
            severe=band_share(harm, "severe", epsilon) if harm else None,
        )


def brief_from(release: ReleaseRow, texts: Sequence[str]) -> Brief:
    """The brief of one condition from the texts of its tables, at least one."""
    read = [artefacts.read(text) for text in texts]
    tables = {table.table_id: table for table in read}
    lines = tuple(sorted(_lines(tables, release.epsilon), key=_order))
    # Only the table over all treatments holds everybody; without it, the largest other one says
    # how many stand behind what is shown.
    together = tables[OVERALL].rows[0] if OVERALL in tables else None
    totals = [sum(row.people for row in table.rows) for table in read]
    people = together.people if together else max(totals)
    overall = (
        {band: band_share(together, band, release.epsilon) for band in together.counts}
        if together
        else {}
    )
    first = read[0]
    return Brief(
        first.condition_slug, first.condition_name, release, people, overall, lines, tables
    )
