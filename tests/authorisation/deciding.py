"""Turns a case of the matrix's rules, such as "member, own deleted 31 days ago", into a call."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from app.core.viewer import Viewer
from tests.authorisation.reading import matrix

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ME, ANOTHER = 1, 2
_ROLES = ("moderator", "clinician", "operator")
_DAYS = re.compile(r"([\d.]+) days ago")


def modules() -> dict[str, ModuleType]:
    """Package -> module, for every permissions module of the product, also one that is a folder."""
    found = {}
    files = [*(ROOT / "app").glob("*/permissions.py"), *(ROOT / "app").glob("*/permissions/*.py")]
    for file in sorted(files):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = importlib.import_module(name)
    return found


def rules() -> dict[str, Callable[..., bool]]:
    """`community.can_post` -> the function."""
    return {
        f"{name.split('.')[1]}.{key}": value
        for name, module in modules().items()
        for key, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and key[0] != "_"
    }


def said() -> dict[str, dict[str, list[str]]]:
    """`community.can_post` -> its cases: `yes` and `no`."""
    return {
        f"{package}.{name}": cases
        for package, tables in matrix()["rules"].items()
        for name, cases in tables.items()
    }


def decisions() -> Iterator[tuple[str, str, bool]]:
    """(rule, case, what it must say), all of them."""
    for name, cases in said().items():
        yield from ((name, case, True) for case in cases["yes"])
        yield from ((name, case, False) for case in cases["no"])


def decide(rule: Callable[..., bool], case: str) -> bool:
    """What the rule says in this case.

    Raises:
        KeyError: an argument is none of those known here and the case does not give it.
    """
    given = dict(pair.split("=") for pair in re.findall(r"\w+=\S+", case))
    known = _known(case)
    return rule(**{
        name: _value(given[name]) if name in given else known[name]
        for name in inspect.signature(rule).parameters
    })  # fmt: skip


def _value(word: str) -> Any:
    return {"yes": True, "no": False}.get(word, int(word) if word.isdigit() else word)


def _known(case: str) -> dict[str, Any]:
    """Every argument that rules take, by its name."""
    words = frozenset(re.findall(r"[a-z]+", case))
    roles = words & frozenset(_ROLES)
    me = 0 if "nobody" in words and case != "of nobody" else ME
    viewer = Viewer(id=me, roles=roles)
    place = next((one for one in ("member", "steward") if one in words), None)
    written = _written(case, words)
    return {
        "by": viewer,
        "viewer": viewer,
        "roles": words - {""},
        "member_id": me,
        "standing": SimpleNamespace(my_role=place),
        "post": written,
        "record": written,
        "at": NOW,
        "grant": SimpleNamespace(**dict(pair.split("=") for pair in re.findall(r"\w+=\S+", case))),
    }


def _written(case: str, words: frozenset[str]) -> SimpleNamespace:
    """A post or a record: whose it is, and who deleted it when."""
    owner = ME if "own" in words else 0 if "of nobody" in case else ANOTHER
    by = ANOTHER if "deleted by another" in case else ME if "deleted by me" in case else owner
    days = _DAYS.search(case)
    at = NOW - timedelta(days=float(days[1]) if days else 1)
    is_gone = "deleted" in words
    return SimpleNamespace(
        author_id=owner,
        member_id=owner,
        deleted_at=at if is_gone else None,
        deleted_by_id=by if is_gone else None,
    )
