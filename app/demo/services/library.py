"""Everything the demo can say, read once from `app/demo/data`: groups, issues, treatments."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.demo.services.grammar import Bank, bank_of, choices_of
from app.demo.services.shapes import Shapes

DATA = Path(__file__).parent.parent / "data"

Moves = dict[str, Bank]
Choices = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that people of a group ask about. `it` is how replies refer to it."""

    it: str
    titles: Bank
    moves: Moves


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment as a group speaks of it. `effect` and `side` weigh the five steps of each."""

    name: str
    why: str
    is_medicine: bool
    effect: tuple[int, ...]
    side: tuple[int, ...]
    side_effects: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class GroupText:
    """All that one group is made of."""

    slug: str
    name: str
    condition: str | None
    audience: str
    size: float
    purpose: str
    rules: tuple[str, ...]
    choices: Choices
    fixed: dict[str, str]
    issues: tuple[Issue, ...]
    treatments: tuple[Treatment, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A small grammar of another language, and what it calls each group's condition."""

    code: str
    choices: Choices
    conditions: dict[str, str]
    moves: Moves


@dataclass(frozen=True, slots=True)
class Library:
    """The data files, taken apart."""

    groups: tuple[GroupText, ...]
    languages: tuple[Language, ...]
    moves: Moves
    titles: Moves
    shapes: dict[str, Shapes]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def library() -> Library:
    """The one copy, read at the first call."""
    phrases = _read("phrases.toml")
    slots = phrases["slots"] | {"gathering": phrases["notice"].pop("gathering")}
    groups = [_group(path, slots) for path in sorted((DATA / "groups").glob("*.toml"))]
    titles = {kind: bank_of(block) for kind, block in phrases["titles"].items()}
    titles["announcement"] = bank_of(phrases["notice"].pop("titles"))
    return Library(
        groups=tuple(sorted(groups, key=lambda group: -group.size)),
        languages=tuple(_language(*item) for item in _read("languages.toml").items()),
        moves=_shared_moves(phrases),
        titles=titles,
        shapes={kind: Shapes(block) for kind, block in phrases["shapes"].items()},
        names=choices_of(_read("names.toml")),
    )


def _shared_moves(phrases: dict[str, Any]) -> Moves:
    """What every group says. `t_` marks talk of a treatment, `n_` a steward's notice."""
    moves = {name: bank_of(block) for name, block in phrases["open"].items()}
    shared = {name: bank_of(block) for name, block in phrases["reply"].items()}
    # Both have questions and thanks: an opener's own stand under `ask` and `thanks` of openers.
    moves |= {name: bank for name, bank in shared.items() if name not in ("ask", "thanks")}
    moves |= {"r_ask": shared["ask"], "r_thanks": shared["thanks"]}
    moves |= {f"t_{name}": bank_of(block) for name, block in phrases["tried"].items()}
    return moves | {f"n_{name}": bank_of(block) for name, block in phrases["notice"].items()}


def _group(path: Path, slots: dict[str, str]) -> GroupText:
    data = tomllib.loads(path.read_text())
    own = {name: data[key] for name, key in _OWN_SLOTS.items()}
    return GroupText(
        slug=path.stem,
        name=data["name"],
        condition=data.get("condition"),
        audience=data.get("audience", "members"),
        size=data["size"],
        purpose=data["purpose"],
        rules=tuple(data["rules"]),
        choices=choices_of(slots | own),
        fixed={"cond": data["cond"]},
        issues=tuple(_issue(issue) for issue in data["issues"]),
        treatments=tuple(_treatment(treatment) for treatment in data.get("treatments", ())),
    )


_OWN_SLOTS = {"doc": "docs", "sym": "sym", "trig": "trig", "help": "help", "winshort": "winshort"}


def _issue(data: dict[str, str]) -> Issue:
    moves = {f"{name}_this": bank_of(data[name]) for name in ("ask", "same", "tip")}
    return Issue(data["it"], bank_of(data["titles"]), moves | {"story": bank_of(data["story"])})


def _treatment(data: dict[str, Any]) -> Treatment:
    name = data["name"]
    return Treatment(
        name=name,
        why=data["why"],
        is_medicine=not data.get("other", False),
        effect=tuple(data["eff"]),
        side=tuple(data["side"]),
        side_effects=tuple(data["fx"].split("|")),
        spoken=name[0].lower() + name[1:],
    )


def _language(code: str, data: dict[str, Any]) -> Language:
    moves = {name: bank_of(block) for name, block in data["moves"].items()}
    return Language(code, choices_of(data["slots"]), data["conds"], moves)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text())
