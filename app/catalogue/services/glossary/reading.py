"""The file of the glossary as terms that were checked; what is wrong in it is said by name."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from app.catalogue.words import fold, normalise, slug_of

_FILE = Path(__file__).resolve().parents[2] / "data" / "glossary.toml"
_TEXTS = ("word", "meaning", "why")
_LISTS = ("lay", "see")
_MAY_BE_LEFT_OUT = {"said": "", "also": []}


class GlossaryMistake(ValueError):
    """The file breaks a rule; the message names the term and the rule."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word. `said` is "" where it is said as it is written; `see` holds words of others."""

    slug: str
    word: str
    said: str
    lay: tuple[str, ...]
    also: tuple[str, ...]
    meaning: str
    why: str
    see: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, its word first."""
        return (self.word, *self.lay, *self.also)

    @property
    def letter(self) -> str:
        """Under which it stands in an alphabet."""
        return normalise(self.word)[0].upper()


@dataclass(frozen=True)
class Glossary:
    """All terms, by alphabet."""

    terms: tuple[Term, ...]

    @cached_property
    def by_slug(self) -> dict[str, Term]:
        """The term at each address."""
        return {term.slug: term for term in self.terms}

    @cached_property
    def by_letter(self) -> list[tuple[str, list[Term]]]:
        """The letters that have words, each with them."""
        return [(x, list(some)) for x, some in groupby(self.terms, lambda term: term.letter)]

    def beside(self, term: Term) -> list[Term]:
        """The terms that this one names to look at as well."""
        return [self.by_slug[slug_of(word)] for word in term.see]


@cache
def glossary() -> Glossary:
    """The glossary of this version of the site."""
    return read(_FILE.read_text("utf-8"))


def read(text: str) -> Glossary:
    """The glossary in a TOML text.

    Raises:
        GlossaryMistake: an entry breaks a rule of the file.
    """
    terms = [_term(number, entry) for number, entry in enumerate(_entries(text), start=1)]
    for mistake in _mistakes(terms):
        raise GlossaryMistake(mistake)
    return Glossary(tuple(sorted(terms, key=lambda term: normalise(term.word))))


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GlossaryMistake(f"no TOML: {error}") from error
    entries = data.pop("term", None)
    if data or not isinstance(entries, list):
        raise GlossaryMistake("the file holds [[term]] entries, at least one, and nothing else")
    return entries


def _term(number: int, entry: dict[str, Any]) -> Term:
    """One entry, with its shape checked."""
    name = entry.get("word") or f"entry {number}"
    whole = {**_MAY_BE_LEFT_OUT, **entry}
    for key in whole.keys() ^ {*_TEXTS, *_LISTS, *_MAY_BE_LEFT_OUT}:
        raise GlossaryMistake(f"{name}: {'unknown' if key in whole else 'without'} {key!r}")
    for key in (*_TEXTS, "said"):
        _check_text(f"{name}: {key!r}", whole[key], may_be_empty=key == "said")
    for key in (*_LISTS, "also"):
        if not isinstance(whole[key], list):
            raise GlossaryMistake(f"{name}: {key!r} is no list")
        for words in whole[key]:
            _check_text(f"{name}: an entry of {key!r}", words)
    lists = {key: tuple(whole[key]) for key in (*_LISTS, "also")}
    return Term(slug=slug_of(whole["word"]), **(whole | lists))


def _check_text(what: str, words: Any, *, may_be_empty: bool = False) -> None:
    if not isinstance(words, str) or words != " ".join(words.split()):
        raise GlossaryMistake(f"{what} is no text, or has spaces too many")
    if not words and not may_be_empty:
        raise GlossaryMistake(f"{what} is empty")


def _mistakes(terms: list[Term]) -> Iterator[str]:
    """What is wrong between terms, or in one as a whole."""
    known = Counter(term.slug for term in terms)
    for term in terms:
        yield from _own_mistakes(term)
        if known[term.slug] > 1:
            yield f"{term.word}: stands twice"
        for word in term.see:
            if slug_of(word) not in known.keys() - {term.slug}:
                yield f"{term.word}: 'see' names {word!r}, which is not another word here"


def _own_mistakes(term: Term) -> Iterator[str]:
    if not term.slug:
        yield f"{term.word}: no address can be made from it"
    if not term.lay:
        yield f"{term.word}: no plain words for it"
    if not term.meaning.endswith(".") or ". " in term.meaning:
        yield f"{term.word}: 'meaning' is not one sentence"
    names = Counter(fold(normalise(name)) for name in term.names)
    for name, times in names.items():
        if times > 1 or not name:
            yield f"{term.word}: {name!r} is among its names twice, or says nothing"
