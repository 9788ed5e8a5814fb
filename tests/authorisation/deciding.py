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
from tests.authorisation import rooms_case
from tests.authorisation.reading import matrix

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ME, ANOTHER = 1, 2
_ROLES = ("moderator", "safeguarding", "clinician", "operator")
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
    answer: Any = rule(**{
        name: _value(given[name]) if name in given else known[name]
        for name in inspect.signature(rule).parameters
    })  # fmt: skip
    # A rule that lists what can be done says yes to each step of its list.
    return given["step"] in answer if isinstance(answer, tuple) else answer


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
        "said": written,
        "room": rooms_case.room(case, NOW),
        "person": rooms_case.person(case, ME, ANOTHER),
        "record": written,
        "decision": _decided(case, words),
        "case": _waiting(words),
        "reported": "reported" in words,
        "has_reported": "reported" in words,
        "corrects": None,
        "appealed_by_id": ME if "appealing" in words else ANOTHER,
        "at": NOW,
        "joined_at": _days_ago(case),
        "grant": SimpleNamespace(**dict(pair.split("=") for pair in re.findall(r"\w+=\S+", case))),
    }


def _days_ago(case: str) -> datetime:
    """The moment that a case names; a day ago where it names none."""
    days = _DAYS.search(case)
    return NOW - timedelta(days=float(days[1]) if days else 1)


def _decided(case: str, words: frozenset[str]) -> SimpleNamespace:
    """A decision of moderators: about whom, by whom, when it was taken and whether it holds."""
    return SimpleNamespace(
        member_id=ME if "own" in words else ANOTHER,
        by_id=ME if "taken by me" in case else ANOTHER + 1,
        taken_at=_days_ago(case),
        ended_at=NOW if "ended" in words else None,
    )


def _waiting(words: frozenset[str]) -> SimpleNamespace:
    """A case at the desk: whose words, in whose hands, and what is left to decide about."""
    return SimpleNamespace(
        state="decided" if "decided" in words else "open",
        author_id=None if "authorless" in words else ME if "own" in words else ANOTHER,
        claimed_by_id=ME if "mine" in words else ANOTHER if "taken" in words else None,
        is_in_hand=not words.isdisjoint({"mine", "taken"}),
        is_my_answer_overturned="overturned" in words,
        is_about_staff="staff" in words,
        has_second_opinion="opinion" in words,
        is_reported_by_me="reported" in words,
        group_id=5 if "grouped" in words else None,
        can_be_listed_lower="listed" in words,
        is_there="gone" not in words,
        # What its author took back is gone, and can still be taken out of their hands.
        can_be_taken_away="gone" not in words or "back" in words,
    )


def _written(case: str, words: frozenset[str]) -> SimpleNamespace:
    """A post or a record: whose it is, and who deleted it when."""
    owner = ME if "own" in words else 0 if "of nobody" in case else ANOTHER
    by = ANOTHER if "deleted by another" in case else ME if "deleted by me" in case else owner
    at = _days_ago(case)
    # What waits for a person is gone for others, and nobody took it back.
    waits = "held" in words
    is_gone = waits or "deleted" in words
    return SimpleNamespace(
        author_id=owner,
        member_id=owner,
        deleted_at=at if is_gone else None,
        deleted_by_id=by if "deleted" in words else None,
        hidden_as="held" if waits else "hide" if "hidden" in words else None,
    )
