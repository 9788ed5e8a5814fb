"""A group's figures as pages show them. Live, over what members show to this group.

Under five people nothing is shown but that there are too few. One person counts once per figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.community.queries import GroupRow
from app.core.charts import Chart, IntervalRow
from app.core.charts.canvas import Direction
from app.core.errors import found
from app.core.viewer import Viewer
from app.health import wording
from app.insights.queries import group_figures as figures
from app.insights.queries.answers import Named
from app.insights.queries.group_figures import NamedCount, Span
from app.insights.services import group_charts
from app.insights.services.group_charts import Choice, Scale
from app.insights.services.inside_groups import group_from_inside
from app.insights.services.ranking import LEAST_PEOPLE, Standing, ranked, standing
from app.insights.services.share_marks import share_words


@dataclass(frozen=True, slots=True)
class Figures:
    """What a group says of one treatment, or of all of them."""

    people: int
    span: Span | None = None
    scales: tuple[Scale, ...] = ()
    charts: tuple[tuple[str, Chart], ...] = ()
    reasons: tuple[Choice, ...] = ()

    @property
    def is_too_few(self) -> bool:
        """Fewer than five people; then everything else is empty."""
        return self.people < LEAST_PEOPLE

    def chart(self, key: str) -> Chart:
        """One chart by its key.

        Raises:
            NotFound: this figure is not shown.
        """
        every = {scale.key: scale.chart for scale in self.scales} | dict(self.charts)
        return found(every.get(key))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A treatment in the group's list. ``interval`` is empty when there are too few people."""

    slug: str
    name: str
    people: int
    interval: IntervalRow | None


def _percent(part: float) -> int:
    return round(100 * part)


def _interval(row: Standing) -> IntervalRow | None:
    if row.share is None:
        return None
    estimate, low, high = map(_percent, (row.share.estimate, row.share.low, row.share.high))
    return IntervalRow(row.name, estimate, low, high, share_words(estimate, low, high))


def treatments_of(viewer: Viewer, group_slug: str) -> tuple[GroupRow, list[Ranked]]:
    """The group and its treatments, best lower end of the interval first, those with too few last.

    Raises:
        NotFound: there is no such group for this viewer.
        Forbidden: the viewer is not in it.
    """
    group = group_from_inside(viewer, group_slug)
    rows = {row.id: row for row in figures.treatments_in(group.id)}
    order = ranked(
        standing(key=row.id, name=row.name, people=row.rated, helped=row.helped)
        for row in rows.values()
    )
    return group, [
        Ranked(rows[one.key].slug, one.name, one.people, _interval(one)) for one in order
    ]


def _reasons(rows: Sequence[NamedCount]) -> tuple[Choice, ...]:
    return tuple(
        Choice(wording.said(wording.STOP_REASON, row.name), row.name, row.people) for row in rows
    )


def _named_charts(
    group_id: int, treatment_id: int | None, reasons: Sequence[Choice], of: int, to: Direction
) -> dict[str, Chart | None]:
    return {
        "stop_reasons": group_charts.named(
            [(reason.name, reason.people) for reason in reasons],
            sentence=_("Why people stopped, most often:"),
            head=_("Reason"),
            of=of,
            to=to,
        ),
        "side_effects_named": group_charts.named(
            figures.side_effects_named(group_id, treatment_id),
            sentence=_("The side effect that most people name:"),
            head=_("Side effect"),
            of=of,
            to=to,
        ),
        "purposes": group_charts.named(
            figures.purposes(group_id, treatment_id),
            sentence=_("What most people take it for:"),
            head=_("What for"),
            of=of,
            to=to,
        ),
    }


def _figures(group_id: int, treatment_id: int | None, to: Direction) -> Figures:
    rows = figures.combinations(group_id, treatment_id)
    people = sum(row.people for row in rows)
    if people < LEAST_PEOPLE:
        return Figures(people)
    reasons = _reasons(figures.stop_reasons(group_id, treatment_id))
    charts = {
        "overall": group_charts.overall(rows, to),
        "time_on_it": group_charts.time_on_it(rows, to),
        **_named_charts(group_id, treatment_id, reasons, people, to),
    }
    return Figures(
        people=people,
        span=figures.span(group_id, treatment_id),
        scales=tuple(group_charts.scales(rows, to)),
        charts=tuple((key, chart) for key, chart in charts.items() if chart),
        reasons=reasons,
    )


def treatment_in(
    viewer: Viewer, group_slug: str, treatment_slug: str, to: Direction
) -> tuple[GroupRow, Named, Figures]:
    """What the group says of one treatment of the catalogue.

    Raises:
        NotFound: no such group for this viewer, or no such treatment.
        Forbidden: the viewer is not in it.
    """
    group = group_from_inside(viewer, group_slug)
    treatment = found(figures.treatment_named(treatment_slug))
    return group, treatment, _figures(group.id, treatment.id, to)


def condition_in(viewer: Viewer, group_slug: str, to: Direction) -> tuple[GroupRow, Figures]:
    """What the group says over all treatments; of each person the newest answer counts.

    Raises:
        NotFound: no such group for this viewer.
        Forbidden: the viewer is not in it.
    """
    group = group_from_inside(viewer, group_slug)
    return group, _figures(group.id, None, to)
