"""What a group says together: its treatments in order, one treatment, the condition as a whole."""

from __future__ import annotations

from typing import Any

from flask import Response

from app.core import locales
from app.core.access import current_viewer, signed_in
from app.core.charts import Chart
from app.core.templating import render
from app.insights.services import group_figures
from app.insights.views import bp


def _csv(chart: Chart, name: str) -> Response:
    answer = Response(chart.csv, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@bp.get("/groups/<group>/treatments")
@signed_in
def group_treatments(group: str) -> Any:
    """Treatments that members of the group show, in the order of what is at least true."""
    here, rows = group_figures.treatments_of(current_viewer(), group)
    return render("insights/group_treatments.html", group=here, rows=rows)


@bp.get("/groups/<group>/treatments/<treatment>")
@signed_in
def group_treatment(group: str, treatment: str) -> Any:
    """One treatment, as the group knows it."""
    to = locales.direction()
    here, concept, shown = group_figures.treatment_in(current_viewer(), group, treatment, to)
    return render("insights/group_treatment.html", group=here, treatment=concept, figures=shown)


@bp.get("/groups/<group>/treatments/<treatment>/<figure>.csv")
@signed_in
def group_treatment_csv(group: str, treatment: str, figure: str) -> Any:
    """The numbers of one figure."""
    to = locales.direction()
    _, concept, shown = group_figures.treatment_in(current_viewer(), group, treatment, to)
    return _csv(shown.chart(figure), f"{concept.slug}-{figure}")


@bp.get("/groups/<group>/condition")
@signed_in
def group_condition(group: str) -> Any:
    """All treatments together: what this group lives with."""
    here, shown = group_figures.condition_in(current_viewer(), group, locales.direction())
    return render("insights/group_condition.html", group=here, figures=shown)


@bp.get("/groups/<group>/condition/<figure>.csv")
@signed_in
def group_condition_csv(group: str, figure: str) -> Any:
    """The numbers of one figure."""
    here, shown = group_figures.condition_in(current_viewer(), group, locales.direction())
    return _csv(shown.chart(figure), f"{here.slug}-{figure}")
