"""The site in a language that is written from the right: what gunicorn loads in that test."""

from __future__ import annotations

from app import create_app
from config import Development


class Arabic(Development):
    """Arabic without a translation yet: the layout is what matters."""

    LANGUAGES = ["ar"]
    BABEL_DEFAULT_LOCALE = "ar"


app = create_app(Arabic())
