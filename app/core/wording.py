"""Translated words in templates, looked up once per language and not once per use.

Flask-Babel finds the language and the catalogue anew for every string; a page has a hundred.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask, g
from flask_babel import get_domain
from markupsafe import Markup

# Per catalogue of translations: message to safe text. Ends with the catalogue.
_known: WeakKeyDictionary[Any, dict[str, Markup]] = WeakKeyDictionary()


def _words() -> dict[str, Markup]:
    """The words of this request's language."""
    if "words" not in g:
        g.translations = get_domain().get_translations()
        g.words = _known.setdefault(g.translations, {})
    words: dict[str, Markup] = g.words
    return words


def translated(message: str, **values: Any) -> Markup:
    """The message in the language of the page; values are escaped and filled in.

    As Jinja's own gettext does, a percent sign in a message is written twice.
    """
    words = _words()
    text = words.get(message)
    if text is None:
        # Our own words and their translations, never a member's text.
        text = words[message] = Markup(g.translations.ugettext(message))  # noqa: S704
    if values or "%" in message:
        return text % values
    return text


def wire(app: Flask) -> None:
    """Use it wherever a template says `_`, `gettext` or `trans`."""
    names = app.jinja_env.globals
    names["_"] = names["gettext"] = translated
