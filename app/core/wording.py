"""Translated words in templates, looked up once per language and not once per use.

Flask-Babel finds the language and the catalogue anew for every string; a page has a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask, g
from flask_babel import get_domain
from markupsafe import Markup

# Per catalogue of translations: message, or what was made of several, to safe text. Ends with
# the catalogue.
_known: WeakKeyDictionary[Any, dict[Hashable, Markup]] = WeakKeyDictionary()


def _words() -> dict[Hashable, Markup]:
    """The words of this request's language."""
    if "words" not in g:
        g.translations = get_domain().get_translations()
        g.words = _known.setdefault(g.translations, {})
    words: dict[Hashable, Markup] = g.words
    return words


def made_once(key: Hashable, make: Callable[[], str]) -> Markup:
    """What `make` gives, kept per language. `key` says all else that it depends on, and takes
    few values; `make` gives safe text that shows nothing of a person."""
    words = _words()
    text = words.get(key)
    if text is None:
        text = words[key] = Markup(make())  # noqa: S704 - drawn by a template of ours
    return text


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


def counted(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """The form that the language uses for this number, filled in."""
    _words()
    text = Markup(g.translations.ungettext(singular, plural, num))  # noqa: S704 - our own words
    return text % {"num": num, **values}


def wire(app: Flask) -> None:
    """Use them wherever a template says `_`, `ngettext` or `trans`."""
    names = app.jinja_env.globals
    names["_"] = names["gettext"] = translated
    names["ngettext"] = counted
