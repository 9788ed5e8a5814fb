"""A made-up language: every translated string stands between brackets, all others do not."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, NavigableString
from flask import Flask
from flask_babel import Domain
from sqlalchemy import String, select

from app.core import templating
from app.core.database import Base, db

OPEN, CLOSE = "⟦", "⟧"
_TRANSLATED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_SPACES = re.compile(r"\s+")
# Not prose: the machinery of a page, and what is marked as not for translation.
_UNSEEN = ("script", "style", "title", "[translate=no]", "[lang]:not(html)", "code", "time")


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
    for name in ("format_date", "format_datetime"):
        monkeypatch.setattr(templating, name, lambda value, *_: f"{OPEN}{value}{CLOSE}")


def stored_words(app: Flask) -> str:
    """Everything members and data files put into the database: not ours to translate."""
    found: list[Any] = []
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, String) and table.name != "synonyms":
                    found += db.session.scalars(
                        select(column).where(column.is_not(None)).distinct()
                    )
    return " \n ".join(_plain(str(value)) for value in found)


def _plain(words: str) -> str:
    words = re.sub(r"<[^>]+>", " ", words)
    return _SPACES.sub(" ", html.unescape(words))


def untranslated(page: str, data: str) -> list[str]:
    """Visible words of a page that are neither in brackets nor data."""
    soup = BeautifulSoup(page, "html5lib")
    for selector in _UNSEEN:
        for tag in soup.select(selector):
            tag.decompose()
    texts = [node for node in soup.body.find_all(string=True) if type(node) is NavigableString]
    for attribute in ("aria-label", "alt", "placeholder", "title"):
        texts += [tag[attribute] for tag in soup.select(f"[{attribute}]")]
    joined = (_SPACES.sub(" ", str(text)).strip() for text in texts)
    return [text for text in joined if _is_ours(text, data)]


def _is_ours(text: str, data: str) -> bool:
    rest = _TRANSLATED.sub(" ", text)
    rest = _TRANSLATED.sub(" ", rest)  # one string inside another
    left = rest.strip(f" {OPEN}{CLOSE}.,:;·–—-()[]“”\"'%/→←…+0123456789\n")
    return bool(re.search(r"[A-Za-z]{2}", left)) and _plain(left) not in data
