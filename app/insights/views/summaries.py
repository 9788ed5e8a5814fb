"""Summaries for clinicians: the list, a condition, a treatment in it, and both as CSV."""

from __future__ import annotations

from typing import Any

from flask import Response

from app.core import locales
from app.core.access import current_viewer, requires_role
from app.core.templating import render
from app.insights.services import brief_csv, brief_points, summaries, treatment_briefs
from app.insights.views import bp

for_readers = requires_role("clinician", "operator")


def _not_enough() -> str:
    """One page for nobody, for few, and for a word that does not exist."""
    return render("insights/not_enough.html")


def _csv(text: str, name: str) -> Response:
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@bp.get("/summaries", endpoint="summaries")
@for_readers
def listing() -> str:
    """The conditions of the newest release."""
    release, rows = summaries.listing(by=current_viewer())
    return render("insights/summaries.html", release=release, rows=rows)


@bp.get("/summaries/<condition>")
@bp.get("/summaries/releases/<release>/<condition>")
@for_readers
def brief(condition: str, release: str | None = None) -> Any:
    """The two-minute brief of a condition."""
    found = summaries.brief_of(by=current_viewer(), condition=condition, release=release)
    if found is None:
        return _not_enough()
    return render(
        "insights/brief.html",
        brief=found,
        points=brief_points.points(found),
        overall=treatment_briefs.overall_of(found, locales.direction()),
        comparison=summaries.compared(found),
    )


@bp.get("/summaries/<condition>/<treatment>")
@bp.get("/summaries/releases/<release>/<condition>/<treatment>")
@for_readers
def treatment_brief(condition: str, treatment: str, release: str | None = None) -> Any:
    """A treatment within a condition: the same released rows, nearer."""
    found = summaries.brief_of(by=current_viewer(), condition=condition, release=release)
    part = treatment_briefs.treatment_of(found, treatment, locales.direction()) if found else None
    if found is None or part is None:
        return _not_enough()
    return render("insights/treatment_brief.html", brief=found, treatment=part)


@bp.get("/summaries/releases/<release>/<condition>.csv")
@for_readers
def brief_as_csv(release: str, condition: str) -> Any:
    """Every number of a brief."""
    found = summaries.brief_of(by=current_viewer(), condition=condition, release=release)
    if found is None:
        return _not_enough()
    return _csv(brief_csv.brief_csv(found), f"{found.slug}-{found.release.name}")


@bp.get("/summaries/releases/<release>/<condition>/<treatment>.csv")
@for_readers
def treatment_brief_as_csv(release: str, condition: str, treatment: str) -> Any:
    """Every number of a treatment within a brief."""
    found = summaries.brief_of(by=current_viewer(), condition=condition, release=release)
    if found is None or treatment_briefs.treatment_of(found, treatment) is None:
        return _not_enough()
    text = brief_csv.brief_csv(found, treatment)
    return _csv(text, f"{found.slug}-{treatment}-{found.release.name}")
