"""The register of sources, for everybody: what a grade means, and why somebody has one; and for the
desk, which addresses stopped answering and which entries are to be checked again."""

from __future__ import annotations

from datetime import datetime

from app.core.access import current_viewer, public, requires_role
from app.core.clock import now
from app.core.errors import found
from app.core.templating import render
from app.moderation.queries.source_checks import how_many_name, silent_addresses, silent_among
from app.moderation.services import checking_sources
from app.moderation.services.checking_sources import front_page
from app.moderation.services.finding_notes import notes_naming
from app.moderation.services.screening.sources import GRADES, Source, standing_register
from app.moderation.steps import DESK
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
        silent=_silent_domains(),
    )


@bp.get("/sources/<slug>")
@public
def source(slug: str) -> str:
    """One entry: its grade with the reason, who pays, and when it was checked."""
    entry = found(standing_register().sources.get(slug))
    address = front_page(entry.domain)
    return render(
        "moderation/source.html",
        source=entry,
        is_current=entry.is_current(now().date()),
        silent_since=silent_among([address]).get(address),
    )


def _silent_domains() -> dict[str, datetime]:
    """Entries whose address does not answer any more, and since when."""
    silent = silent_among(checking_sources.in_register())
    addresses = {domain: front_page(domain) for domain in standing_register().sources}
    return {domain: silent[url] for domain, url in addresses.items() if url in silent}


@bp.get("/desk/sources")
@requires_role(*DESK)
def failing_sources() -> str:
    """Addresses that do not answer, with the notes that rest on them, and entries past their day."""
    silent = silent_addresses()
    urls = [url for url, _since in silent]
    return render(
        "moderation/failing_sources.html",
        silent=silent,
        notes=notes_naming(current_viewer(), urls),
        counts=how_many_name(urls),
        entries={front_page(domain): domain for domain in standing_register().sources},
        expired=standing_register().expired(now().date()),
        is_on=checking_sources.is_on(),
    )
