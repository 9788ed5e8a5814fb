"""Reads the rule file and refuses, with the name of the rule, one that breaks the form."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.moderation.services.screening import rules as known
from app.moderation.services.screening.guarding import GUARDS, LISTS
from app.moderation.services.screening.phrases import forms, tree
from app.moderation.services.screening.rules import Pattern, Rule, RuleBook
from app.moderation.services.screening.spelling import speller

FILE = Path(__file__).parents[2] / "data" / "screening.toml"
WIDEST = 40
"""Words from the first to the last step of a pattern."""
FURTHEST = 5
"""Sentences behind the first one."""
_CHOICES = {
    "label": known.LABELS, "topic": known.TOPICS, "flaw": known.FLAWS, "harm": known.HARMS,
    "level": known.LEVELS, "act": known.ACTS,
}  # fmt: skip
_FILE_KEYS = {"version", "lists", "spellings", "alike", "empty", "rules"}
_RULE_KEYS = {"name", "words", "unless", "patterns", "links", *_CHOICES}
_PATTERN_KEYS = {"steps", "within", "reach", "opens", "unless"}
Phrases = dict[str, set[tuple[str, ...]]]


class RuleFault(ValueError):
    """The rule file cannot be used; the message names the rule or the list, and what is wrong."""


def read_rules(text: str) -> RuleBook:
    """The rules of a TOML text.

    Raises:
        RuleFault: it breaks the form.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise RuleFault(f"the file is no TOML: {fault}") from fault
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise RuleFault("the file: version must be a number from 1")
    _only(data, _FILE_KEYS, "the file")
    lists = {name: _phrases(f"list {name}", ps) for name, ps in data.get("lists", {}).items()}
    if missing := sorted(set(LISTS) - set(lists)):
        raise RuleFault(f"the file: guards need the lists {', '.join(missing)}")
    rules = tuple(_rule(entry, lists) for entry in data.get("rules", ()))
    names = [rule.name for rule in rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RuleFault(f"rule {twice[0]}: the name stands twice")
    vocabulary = {word for phrases in lists.values() for phrase in phrases for word in phrase}
    spell = speller(vocabulary, data.get("spellings", {}))
    alike = {name: _phrases(f"alike {name}", ps) for name, ps in data.get("alike", {}).items()}
    empty = frozenset(word for line in data.get("empty", ()) for word in line.split())
    return RuleBook(version, rules, tree(lists), spell, tree(alike), empty)


@cache
def standing_rules() -> RuleBook:
    """The rules that this version of the site screens by."""
    return read_rules(FILE.read_text("utf-8"))


def rule_version() -> str:
    """Which rules these are. Whoever switches screening on switches on this and nothing newer."""
    return str(standing_rules().version)


def _rule(entry: Mapping[str, Any], lists: Phrases) -> Rule:
    where = f"rule {entry.get('name') or '(without a name)'}"
    _only(entry, _RULE_KEYS, where)
    if not str(entry.get("name", "")).isidentifier():
        raise RuleFault(f"{where}: name must be a word of letters, digits and _")
    for key, choices in _CHOICES.items():
        if entry.get(key) not in choices:
            raise RuleFault(f"{where}: {key} must be one of {', '.join(choices)}")
    links, unless = tuple(entry.get("links", ())), tuple(entry.get("unless", ()))
    _all_known(links, known.LINKS, f"{where}: links")
    patterns = tuple(
        _pattern(pattern, unless, lists, f"{where}, pattern {number}")
        for number, pattern in enumerate(entry.get("patterns", ()), start=1)
    )
    if not patterns and not links:
        raise RuleFault(f"{where}: points at nothing; give it patterns or links")
    chosen = {key: entry[key] for key in _CHOICES}
    words = _words(entry.get("words", {}), where)
    return Rule(name=entry["name"], words=words, patterns=patterns, links=links, **chosen)


def _pattern(
    entry: Mapping[str, Any], of_rule: tuple[str, ...], lists: Phrases, where: str
) -> Pattern:
    _only(entry, _PATTERN_KEYS, where)
    within, reach = entry.get("within", 8), entry.get("reach", 0)
    if not isinstance(within, int) or not 1 <= within <= WIDEST:
        raise RuleFault(f"{where}: within must be from 1 to {WIDEST} words")
    if not isinstance(reach, int) or not 0 <= reach <= FURTHEST:
        raise RuleFault(f"{where}: reach must be from 0 to {FURTHEST} sentences")
    unless = tuple(entry.get("unless", of_rule))
    _all_known(unless, GUARDS, f"{where}: unless")
    steps = tuple(_step(step, lists, where) for step in entry.get("steps", ()))
    if not steps:
        raise RuleFault(f"{where}: has no steps")
    return Pattern(steps, within, reach, bool(entry.get("opens", False)), unless)


def _step(step: str, lists: Phrases, where: str) -> str:
    """The name of the list that a step looks for; a phrase becomes a list of its own."""
    if not step.startswith("@"):
        lists[step] = _phrases(where, [step])
    elif step[1:] not in lists:
        raise RuleFault(f"{where}: there is no list {step}")
    return step.removeprefix("@")


def _phrases(where: str, lines: Collection[str]) -> set[tuple[str, ...]]:
    try:
        made = {form for line in lines for form in forms(line)}
    except ValueError as fault:
        raise RuleFault(f"{where}: {fault}") from fault
    if not made:
        raise RuleFault(f"{where}: is empty")
    return made


def _words(entry: Mapping[str, Any], where: str) -> Mapping[str, Mapping[str, str]]:
    for language in {known.FALLBACK, *entry}:
        for to in ("author", "moderator"):
            if not str(entry.get(language, {}).get(to, "")).strip():
                raise RuleFault(f"{where}: words.{language}.{to} says nothing")
    return entry


def _only(entry: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    if strange := sorted(set(entry) - set(keys)):
        raise RuleFault(f"{where}: nobody knows {', '.join(strange)}")


def _all_known(values: Collection[str], choices: Collection[str], where: str) -> None:
    for value in values:
        if value not in choices:
            raise RuleFault(f"{where}: {value} is none of {', '.join(choices)}")
