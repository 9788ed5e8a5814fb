"""A made-up language: every translated string stands between brackets, all others do not."""

from __future__ import annotations

import html
import re
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel import Locale
from bs4 import BeautifulSoup, NavigableString
from flask import Flask
from flask_babel import Domain
from sqlalchemy import JSON, String, select

from app.community.views import topic_page
from app.core import templating
from app.core.database import Base, db

OPEN, CLOSE = "⟦", "⟧"
_TRANSLATED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z]{2}")
# Dates, which Babel writes in the member's language, and fingerprints.
_NO_PROSE = re.compile(
    r"\d{1,2} [A-Z][a-z]+ \d{4}(, \d{2}:\d{2})?|[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+|SHA-256 [0-9a-f]+"
    r"|\b\d+ (?:second|minute|hour|day|week|month)s?\b"
)
_BETWEEN = re.compile(r"[·,;:()\[\]“”…\n]|\.(?: |$|\.\.)| [–—-] |https?://\S+")
# Not prose: the machinery of a page, and what is marked as not for translation.
_UNSEEN = (
    "script",
    "style",
    "title",
    "[translate=no]",
    "[lang]:not(html)",
    "code",
    "time",
    "[name=idea]",
)


class Bracketed:
    """Stands where a catalogue of translations would."""

    def ugettext(self, words: str) -> str:
        """Any string of ours, in brackets."""
        return f"{OPEN}{words}{CLOSE}"

    gettext = ugettext

    def ungettext(self, one: str, many: str, number: int) -> str:
        """The form English would take, in brackets."""
        return self.ugettext(one if number == 1 else many)

    ngettext = ungettext

    def upgettext(self, _context: str, words: str) -> str:
        """With a context."""
        return self.ugettext(words)

    pgettext = upgettext

    def unpgettext(self, _context: str, one: str, many: str, number: int) -> str:
        """With a context and a number."""
        return self.ungettext(one, many, number)

    npgettext = unpgettext


def speak_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page speaks the made-up language until the test ends; dates as well."""
    monkeypatch.setattr(Domain, "get_translations", lambda _self: Bracketed())
    # Drawn posts are kept by language: this one needs a name of its own.
    monkeypatch.setattr(topic_page, "get_locale", lambda: OPEN + CLOSE)
    for name in ("format_date", "format_datetime"):
        monkeypatch.setattr(templating, name, lambda value, *_: f"{OPEN}{value}{CLOSE}")


def stored_words(app: Flask) -> str:
    """Names of places and of the site, and all that members and data files put into the database:
    not ours to translate."""
    found: list[Any] = [
        app.config["SITE_NAME"],
        *_languages(app),
        *Locale("en").territories.values(),
        *(zone.replace("_", " ") for zone in available_timezones()),
    ]
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, (String, JSON)):
                    found += db.session.scalars(
                        select(column).where(column.is_not(None)).distinct()
                    )
    return " \n ".join(_plain(_words(value)) for value in found)


def _languages(app: Flask) -> list[str | None]:
    """Each language calls itself by its own name."""
    return [Locale.parse(code).get_display_name() for code in app.config["LANGUAGES"]]


def _words(value: Any) -> str:
    """Text as it is; the texts inside of a stored structure one by one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return " \n ".join(_words(one) for one in value)
    return str(value)


def _plain(words: str) -> str:
    words = re.sub(r"<[^>]+>", " ", words)
    return _SPACES.sub(" ", html.unescape(words))


def untranslated(page: str, data: str) -> list[str]:
    """Visible words of a page that are neither in brackets nor data.

    A translated sentence may hold a link, so brackets are matched across the tags of a page.
    """
    soup = BeautifulSoup(page, "html5lib")
    for selector in _UNSEEN:
        for tag in soup.select(selector):
            tag.decompose()
    texts = [node for node in soup.body.find_all(string=True) if type(node) is NavigableString]
    for attribute in ("aria-label", "alt", "placeholder", "title"):
        texts += [tag[attribute] for tag in soup.select(f"[{attribute}]")]
    rest = "\n".join(texts)
    while _TRANSLATED.search(rest):
        rest = _TRANSLATED.sub("\n", rest)
    pieces = _BETWEEN.split(_NO_PROSE.sub("\n", rest))
    left = (_plain(piece).strip(f" {OPEN}{CLOSE}") for piece in pieces)
    return [piece for piece in left if _WORD.search(piece) and piece not in data]
