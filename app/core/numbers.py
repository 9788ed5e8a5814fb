"""Numbers in addresses: only those that a column of the database can hold; others lead nowhere."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""What PostgreSQL calls integer."""


class ColumnInteger(IntegerConverter):
    """`<int:…>`: a larger number is no address of the site, so it is 404."""

    def __init__(self, map: Map, **limits: Any) -> None:  # noqa: A002 # werkzeug's own name
        super().__init__(map, **{"max": LARGEST, **limits})


def wire(app: Flask) -> None:
    """Before any route is made."""
    app.url_map.converters["int"] = ColumnInteger
