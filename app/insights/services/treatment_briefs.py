"""Parts of a brief as charts: all treatments together, and one treatment of the same rows."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.core.charts import Chart, interval_rows
from app.core.charts.canvas import Direction
from app.insights.services import wording
from app.insights.services.artefacts import ReadRow, ReadTable
from app.insights.services.briefs import OVERALL, BandShare, Brief, band_share
from app.insights.services.share_marks import share_row

_AXIS = ("0 %", "50 %", "100 %")


@dataclass(frozen=True, slots=True)
class Part:
    """One table's row for the treatment: a chart of its shown bands, and the bands too small."""

    table_id: str
    title: str
    people: int
    chart: Chart | None
    too_few: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TreatmentBrief:
    """What was released of one treatment for one condition."""

    slug: str
    name: str
    people: int
    parts: tuple[Part, ...]


def _sentence(table: ReadTable, shares: dict[str, BandShare]) -> str:
    words = wording.BANDS[table.table_id]
    band, share = max(shares.items(), key=lambda one: one[1].count)
    return str(_("About %(n)s in 100 say: %(band)s", n=share.percent, band=words[band]))


def _part(table: ReadTable, row: ReadRow, brief: Brief, direction: Direction) -> Part:
    words = wording.BANDS[table.table_id]
    every = {band: band_share(row, band, brief.release.epsilon) for band in table.bands}
    shares = {band: share for band, share in every.items() if share}
    rows = [share_row(share, str(words[band])) for band, share in shares.items()]
    chart = None
    if rows:
        chart = interval_rows(
            rows,
            sentence=_sentence(table, shares),
            subtitle=_(
                "About %(n)s people. Release %(name)s.", n=row.people, name=brief.release.name
            ),
            header=(_("Answer"), _("Percent"), _("Interval from"), _("to")),
            axis=_AXIS,
            direction=direction,
        )
    too_few = tuple(str(words[band]) for band, share in every.items() if share is None)
    return Part(table.table_id, str(wording.TABLES[table.table_id]), row.people, chart, too_few)


def overall_of(brief: Brief, direction: Direction = "ltr") -> Part | None:
    """The overall rating over all treatments; ``None`` when too few gave one."""
    table = brief.tables.get(OVERALL)
    return _part(table, table.rows[0], brief, direction) if table else None


def treatment_of(brief: Brief, slug: str, direction: Direction = "ltr") -> TreatmentBrief | None:
    """The treatment's rows in the brief; ``None`` when no table shows it.

    They are a cut of the same released rows: there is no table per treatment."""
    parts, name = [], ""
    for table_id in wording.TABLES:
        table = brief.tables.get(table_id)
        row = next((row for row in table.rows if row.slug == slug), None) if table else None
        if table and row and slug:
            name = row.name
            parts.append(_part(table, row, brief, direction))
    people = parts[0].people if parts else 0
    return TreatmentBrief(slug, name, people, tuple(parts)) if parts else None
