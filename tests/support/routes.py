"""Walks every route of the site with made-up values in its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter

from app.core.database import Base, db
from app.core.security.origins import SAFE_METHODS


def _invented(converter: BaseConverter) -> Any:
    """A value the converter takes. Nothing is there under it: locks come before any look-up."""
    if hasattr(converter, "items"):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, NumberConverter) else "nothing"


def address_of(app: Flask, rule: Rule) -> str:
    """An address that the rule answers to."""
    values = {name: _invented(converter) for name, converter in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{**values, **(rule.defaults or {})})


def reading(app: Flask) -> Iterator[tuple[str, str]]:
    """Endpoint and address of every route that can be read."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield rule.endpoint, address_of(app, rule)


def writing(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, verb and address of every route that changes something."""
    for rule in app.url_map.iter_rules():
        for verb in sorted((rule.methods or set()) - SAFE_METHODS):
            yield rule.endpoint, verb, address_of(app, rule)


def everything_stored(app: Flask) -> dict[str, list[Any]]:
    """All rows of all tables: two of these are equal when nothing was changed between."""
    with app.app_context():
        return {
            table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
