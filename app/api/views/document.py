"""The OpenAPI document: made once, when it is first asked for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app

from app.core.access import public

bp = Blueprint("api_document", __name__)


@bp.get("/api/openapi.json")
@public
def openapi() -> Any:
    """What every address of the API takes and gives."""
    kept = current_app.extensions
    if "openapi_document" not in kept:
        kept["openapi_document"] = kept["api"].spec.to_dict()
    return kept["openapi_document"]
