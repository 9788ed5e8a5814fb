"""docs/security.md, written from docs/asvs.toml: every item of the standard, how it is met, what guards it.

python -m tests.security.sheet            write docs/security.md
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ITEMS = ROOT / "docs/asvs.toml"
HEAD = ROOT / "docs/security/head.md"
PAGE = ROOT / "docs/security.md"
# How many items the standard (5.0.0) has; of level 3 those that were chosen.
COUNTS = {1: 70, 2: 183, 3: 6}
APPLIES = ("yes", "no", "elsewhere")


@dataclass(frozen=True)
class Item:
    """One line of the sheet. `tests` guard it, `shown` are documents that say it."""

    id: str
    level: int
    section: str
    applies: str
    how: str
    tests: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    met: str = "yes"


def read(text: str) -> list[Item]:
    """The items in the order of the file; sections are its tables.

    Raises:
        TypeError: a key that is unknown, or one that is missing.
    """
    sections: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(text)
    return [
        Item(
            id=key,
            section=name,
            **{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()},
        )
        for name, items in sections.items()
        for key, said in items.items()
    ]


def faults(items: Iterable[Item], root: Path = ROOT) -> list[str]:
    """Everything that is wrong with the sheet, in a line each."""
    found = list(_wrong_counts(items := list(items)))
    for item in items:
        found += [f"{item.id}: {fault}" for fault in _faults_of(item, root)]
    return found


def _wrong_counts(items: list[Item]) -> Iterable[str]:
    for key, count in Counter(item.id for item in items).items():
        if count > 1:
            yield f"{key} stands there {count} times"
    levels = Counter(item.level for item in items)
    for level, count in COUNTS.items():
        if levels[level] != count:
            yield f"level {level} has {levels[level]} items, not {count}"


def _faults_of(item: Item, root: Path) -> Iterable[str]:
    if item.applies not in APPLIES or item.met not in ("yes", "no"):
        yield "applies is yes, no or elsewhere; met is yes or no"
    if item.met == "no" and item.applies != "yes":
        yield "what does not apply here cannot be unmet here"
    if len(item.how) < 8 or not item.how.endswith("."):
        yield "how is a sentence"
    if outcome(item) in ("met", "elsewhere") and not (item.tests or item.shown):
        yield "neither a test nor a document"
    yield from (f"no such test: {name}" for name in item.tests if not exists(name, root))
    yield from (f"no such document: {name}" for name in item.shown if not (root / name).is_file())


def exists(name: str, root: Path = ROOT) -> bool:
    """Whether "tests/x/test_y.py::test_z" (or "…::TestClass::test_z") is a test that pytest finds."""
    path, _, inner = name.partition("::")
    file = root / path
    return file.name.startswith("test_") and file.is_file() and inner in _tests_of(file)


@lru_cache
def _tests_of(file: Path) -> frozenset[str]:
    return frozenset(_names(ast.parse(file.read_text("utf-8")).body))


def _names(body: Iterable[ast.stmt]) -> Iterable[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node.name
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from (f"{node.name}::{inner}" for inner in _names(node.body))


def page(items: list[Item], head: str) -> str:
    """The whole document: the hand-written head, the counts, what is not met, the table."""
    return "\n".join(
        [head.rstrip(), "", *_counts(items), "", *_unmet(items), "", *_table(items), ""]
    )


def _counts(items: list[Item]) -> Iterable[str]:
    yield "## In figures"
    yield ""
    yield "| level | items | met here | not met | elsewhere | does not apply |"
    yield "|---|---|---|---|---|---|"
    for level in COUNTS:
        told = Counter(outcome(item) for item in items if item.level == level)
        row = [told.total(), *(told[key] for key in ("met", "NOT MET", "elsewhere", "no"))]
        yield f"| {level} | {' | '.join(map(str, row))} |"


def outcome(item: Item) -> str:
    """What the table says in its second column."""
    return item.applies if item.applies != "yes" else ("NOT MET" if item.met == "no" else "met")


def _unmet(items: list[Item]) -> Iterable[str]:
    yield "## What is not met, and why"
    yield ""
    for item in items:
        if item.met == "no":
            yield f"- **{item.id}** (level {item.level}). {item.how}"


def _table(items: list[Item]) -> Iterable[str]:
    yield "## Every item"
    section = ""
    for item in items:
        if item.section != section:
            section = item.section
            yield from (
                "",
                f"### {section}",
                "",
                "| id | | how | guarded by |",
                "|---|---|---|---|",
            )
        yield f"| {item.id} L{item.level} | {outcome(item)} | {item.how} | {_guards(item)} |"


def _guards(item: Item) -> str:
    tests = [f"`{_short(name)}`" for name in item.tests]
    return "<br>".join([*tests, *(f"[{name}]({_link(name)})" for name in item.shown)])


def _short(name: str) -> str:
    file, _, words = name.removeprefix("tests/").partition(".py::")
    return f"{file}: {words.removeprefix('test_').replace('_', ' ')}"


def _link(name: str) -> str:
    return name.removeprefix("docs/") if name.startswith("docs/") else f"../{name}"


def current(files: Mapping[str, Path] | None = None) -> str:
    """What docs/security.md has to be."""
    files = files or {"items": ITEMS, "head": HEAD}
    return page(read(files["items"].read_text("utf-8")), files["head"].read_text("utf-8"))


if __name__ == "__main__":
    PAGE.write_text(current(), "utf-8")
    sys.stdout.write("\n".join(faults(read(ITEMS.read_text("utf-8")))) + "\n")
