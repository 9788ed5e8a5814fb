"""Registers the API and its OpenAPI document."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from app.api.views import bp, document

NOTICE = "Read-only. Answers hold what the signed-in member, or a visitor, may read as pages."


def wire(app: Flask) -> None:
    """The document stands at /api/openapi.json; no page of scripts beside it."""
    app.config["API_SPEC_OPTIONS"] = {"info": {"description": NOTICE}}
    api = Api(app)
    api.register_blueprint(bp)
    app.register_blueprint(document.bp)
    app.extensions["api"] = api
