"""The catalogue as JSON: what a word may mean."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE

from app.api.schemas import ConceptListSchema, SearchInputSchema
from app.api.views import bp
from app.catalogue.kinds import CONCEPT_KINDS
from app.catalogue.queries.suggesting import suggest
from app.core.access import current_viewer, public


@bp.route("/catalogue/concepts")
@public
@bp.arguments(SearchInputSchema, location="query", unknown=RAISE)
@bp.response(200, ConceptListSchema)
def concepts(query: dict[str, Any]) -> dict[str, Any]:
    """Concepts whose names begin with `q`, or nearly; the name that was found is said."""
    kinds = [query["kind"]] if "kind" in query else CONCEPT_KINDS
    return {"concepts": suggest(current_viewer(), query["q"], kinds, limit=20)}
