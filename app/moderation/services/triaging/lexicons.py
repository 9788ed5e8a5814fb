"""Lexicons from their files: written by people, with a version, checked when they are read."""

from __future__ import annotations

import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.moderation.services.triaging.phrases import Phrase, compiled
from app.moderation.services.triaging.readings import LABELS
from app.moderation.services.triaging.spelling import Speller

FOLDER = Path(__file__).parents[2] / "data" / "crisis"
MOST_PER_WORD = 60
"""Patterns that may begin with one word: the work for each word of a text stays bounded."""
PEOPLE = ("first", "second", "third", "generic", "subjects")
CONTEXTS = frozenset(
    {"idiom", "negator", "past", "recent", "returning", "song", "reporter", "when", "ready"}
    | {"parting", "apology", "on_purpose", "enough", "means", "place", "quantity"}
)
"""Kinds that say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Some patterns that mean the same. `is_past`: their own words say that it is over. `is_own`: a
    person named in them is not whose it is ("I want to be with my husband again")."""

    id: str
    kind: str
    is_past: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two kinds near each other mean more than each alone. `within` counts sentences."""

    id: str
    one: frozenset[str]
    other: frozenset[str]
    within: int
    label: str


@dataclass(frozen=True, slots=True)
class Common:
    """What holds in every language: anchors, the label of each kind, pairs, signs, loan words."""

    version: int
    anchors: Mapping[str, str]
    kinds: Mapping[str, str]
    about_others: Mapping[str, str]
    when_over: Mapping[str, str]
    pairings: tuple[Pairing, ...]
    signs: Mapping[str, str]
    other_languages: Mapping[str, frozenset[str]]
    universal: Lexicon


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. `by_word`: the patterns that can begin with a word."""

    language: str
    version: int
    anchors: Mapping[str, str]
    speller: Speller
    by_word: Mapping[str, tuple[tuple[Rule, Phrase], ...]]
    people: Mapping[str, frozenset[str]]
    function_words: frozenset[str]
    negation_window: int
    negation_crosses_commas: bool


def read_common(text: str) -> Common:
    """The common part.

    Raises:
        ValueError: a label or a kind is not known, or a pattern is wrong.
    """
    data = tomllib.loads(text)
    if set(data["anchors"]) != set(LABELS) or not set(data["kinds"].values()) <= set(LABELS):
        raise ValueError("labels are " + ", ".join(LABELS))
    pairings = tuple(_pairing(entry, data["kinds"]) for entry in data["pairing"])
    languages = {code: frozenset(words.split()) for code, words in data["other_languages"].items()}
    universal = _lexicon(data["universal"], data["kinds"], data["signs"])
    return Common(
        data["version"], data["anchors"], data["kinds"], data["about_others"],
        data["when_over"], pairings, data["signs"], languages, universal,
    )  # fmt: skip


def read_lexicon(text: str, common: Common) -> Lexicon:
    """One language.

    Raises:
        ValueError: a kind or label is not known, an anchor is missing, or a pattern is wrong.
    """
    data = tomllib.loads(text)
    if set(data["anchors"]) != set(LABELS):
        raise ValueError(f"{data['language']}: an anchor for each of " + ", ".join(LABELS))
    return _lexicon(data, common.kinds, common.signs)


@cache
def common() -> Common:
    """The one that this version of the site reads with."""
    return read_common((FOLDER / "common.toml").read_text("utf-8"))


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """All languages that can be read, by their code."""
    files = (path for path in sorted(FOLDER.glob("*.toml")) if path.stem != "common")
    found = (read_lexicon(path.read_text("utf-8"), common()) for path in files)
    return {lexicon.language: lexicon for lexicon in found}


def lexicon_version() -> str:
    """What all files together are: "common 1, de 1, en 1". Whoever switches reading on switches on
    this and nothing newer."""
    versions = {"common": common().version} | {one: own.version for one, own in lexicons().items()}
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))


def version_of(rule: str) -> str:
    """The file that a rule stands in, with its version: "en 1" for "en:wish.wants_to_die"."""
    language = rule.partition(":")[0]
    own = lexicons().get(language)
    return f"{language} {own.version}" if own else f"common {common().version}"


def _pairing(entry: dict[str, Any], kinds: Mapping[str, str]) -> Pairing:
    one, other = frozenset(entry["one"]), frozenset(entry["other"])
    strange = (one | other) - set(kinds) - CONTEXTS
    if strange or entry["label"] not in LABELS:
        raise ValueError(f"{entry['id']}: no such kind or label: {sorted(strange)}")
    return Pairing(entry["id"], one, other, entry["within"], entry["label"])


def _lexicon(data: dict[str, Any], kinds: Mapping[str, str], signs: Mapping[str, str]) -> Lexicon:
    bare = Speller(frozenset(), {}, frozenset(), frozenset(), _folds(data), signs)
    rules = list(_rules(data, kinds, bare))
    by_word = _indexed(rules)
    people = {who: _folded(data.get("people", {}).get(who, ""), bare) for who in PEOPLE}
    named = {word for _rule, phrase in rules for word in phrase.words()}
    vocabulary = frozenset(named.union(*people.values()) | {"i"})
    aliases = {
        bare.fold(typed): tuple(bare.fold(words).split())
        for typed, words in data.get("aliases", {}).items()
    }
    if unreachable := named & set(aliases):
        raise ValueError(f"{data['language']}: aliases hide {', '.join(sorted(unreachable))}")
    speller = Speller(
        vocabulary, aliases, _folded(data.get("slips", ""), bare),
        _folded(data.get("no_slips", ""), bare), bare.folds, signs,
    )  # fmt: skip
    return Lexicon(
        data["language"], data["version"], data.get("anchors", {}), speller, by_word, people,
        _folded(data.get("function_words", ""), bare), data.get("negation_window", 4),
        data.get("negation_crosses_commas", False),
    )  # fmt: skip


def _rules(
    data: dict[str, Any], kinds: Mapping[str, str], bare: Speller
) -> Iterator[tuple[Rule, Phrase]]:
    sets = _sets(data.get("sets", {}), bare)
    for entry in data["rule"]:
        kind = entry["kind"]
        if kind not in kinds and kind not in CONTEXTS:
            raise ValueError(f"{entry['id']}: no such kind: {kind}")
        rule = Rule(entry["id"], kind, entry.get("is_past", False), entry.get("is_own", False))
        for line in entry["phrases"]:
            yield rule, compiled(bare.fold(line), sets)


def _sets(written: Mapping[str, list[str]], bare: Speller) -> Mapping[str, Sequence[str]]:
    """Named sets; a line may name sets that stand before its own ("if i was <gone>")."""
    known: dict[str, list[str]] = {}
    for name, lines in written.items():
        parts = [[known.get(word[1:-1], [word]) for word in bare.fold(x).split()] for x in lines]
        known[name] = [" ".join(words) for line in parts for words in itertools.product(*line)]
    return known


def _indexed(
    rules: list[tuple[Rule, Phrase]],
) -> Mapping[str, tuple[tuple[Rule, Phrase], ...]]:
    index: dict[str, list[tuple[Rule, Phrase]]] = defaultdict(list)
    for rule, phrase in rules:
        for word in phrase.starts():
            index[word].append((rule, phrase))
    for word, entries in index.items():
        if len(entries) > MOST_PER_WORD:
            raise ValueError(f"more than {MOST_PER_WORD} patterns begin with {word!r}")
    return {word: tuple(entries) for word, entries in index.items()}


def _folds(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in data.get("folds", []))


def _folded(words: str, speller: Speller) -> frozenset[str]:
    return frozenset(speller.fold(words).split())
