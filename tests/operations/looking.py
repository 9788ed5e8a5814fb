"""What stands in a database, in a form that can be compared."""

from __future__ import annotations

from flask import Flask

from app.operations.services.moving.columns import fingerprint
from app.operations.services.moving.places import place_at


def address(app: Flask) -> str:
    """Where the site's database is."""
    url: str = app.config["SQLALCHEMY_DATABASE_URI"]
    return url


def picture(url: str) -> dict[str, tuple[int, str]]:
    """Rows and fingerprint of every table."""
    place = place_at(url)
    with place.reading() as rows:
        seen = {t: fingerprint(rows.batches(t, c)) for t, c in place.tables().items()}
    return {table: (one.rows, one.text) for table, one in seen.items()}


def picture_of(app: Flask) -> dict[str, tuple[int, str]]:
    """The same, of a site."""
    return picture(address(app))
