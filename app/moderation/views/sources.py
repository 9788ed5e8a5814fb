"""The register of sources, for everybody: what a grade means, and why somebody has one."""

from __future__ import annotations

from app.core.access import public
from app.core.clock import now
from app.core.errors import found
from app.core.templating import render
from app.moderation.services.screening.sources import GRADES, Source, standing_register
from app.moderation.views.blueprint import bp


def _by_grade() -> list[tuple[str, list[Source]]]:
    """The grades that have sources, best first, each with them by publisher."""
    every = sorted(
        standing_register().sources.values(), key=lambda one: (one.publisher.casefold(), one.domain)
    )
    groups = [(grade, [one for one in every if one.grade == grade]) for grade in GRADES]
    return [(grade, some) for grade, some in groups if some]


@bp.get("/sources")
@public
def sources() -> str:
    """All sources by grade, the criteria, and which entries wait to be checked again."""
    register = standing_register()
    return render(
        "moderation/sources.html",
        groups=_by_grade(),
        total=len(register.sources),
        today=now().date(),
        version=register.version,
    )


@bp.get("/sources/<slug>")
@public
def source(slug: str) -> str:
    """One entry: its grade with the reason, who pays, and when it was checked."""
    entry = found(standing_register().sources.get(slug))
    return render("moderation/source.html", source=entry, is_current=entry.is_current(now().date()))
