"""Looking words up: the search page, suggestions while typing, and a page for each concept."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response, jsonify, request

from app.catalogue import wording
from app.catalogue.queries.concepts import MOST_NEIGHBOURS, catalogue_version, concept_page
from app.catalogue.queries.suggesting import suggest
from app.catalogue.views.blueprint import LONGEST_SEARCH, bp
from app.core.access import current_viewer, public
from app.core.errors import found
from app.core.templating import render

_ON_THE_PAGE = 20


def _asked() -> tuple[str, str]:
    """The words looked for and what they may be; an unknown kind means everything."""
    kind = request.args.get("kind", "")
    return request.args.get("q", "").strip()[:LONGEST_SEARCH], kind if kind in wording.ASKED else ""


@bp.get("/catalogue")
@public
def search() -> Any:
    """Find a condition, symptom or treatment by everyday or medical word."""
    words, kind = _asked()
    return render(
        "catalogue/search.html",
        words=words,
        kind=kind,
        results=suggest(current_viewer(), words, wording.ASKED[kind], _ON_THE_PAGE),
        wording=wording,
    )


@bp.get("/catalogue/suggest")
@public
def suggestions() -> Response:
    """The likeliest concepts for the words so far, as JSON for type-ahead."""
    words, kind = _asked()
    rows = suggest(current_viewer(), words, wording.ASKED[kind])
    names = wording.KIND_NAMES
    return jsonify(
        [
            {
                "id": row.public_id,
                "name": row.name,
                "kind": row.kind,
                "kind_name": str(names[row.kind]),
                "matched": row.matched,
            }
            for row in rows
        ]
    )


@bp.get("/catalogue/<any(conditions, symptoms, treatments, situations):place>/<slug>")
@public
def concept(place: str, slug: str) -> Any:
    """What a concept is called, what stands above and below it, and where that is from."""
    page = found(concept_page(current_viewer(), wording.KINDS[place], slug))
    groups = groupby(page.names, key=lambda name: name[1])
    return render(
        "catalogue/concept.html",
        concept=page,
        names=[(kind, [words for words, _ in group]) for kind, group in groups],
        most=MOST_NEIGHBOURS,
        version=catalogue_version(),
        wording=wording,
    )
