"""What the packages tell an operator: checkups for `flask doctor`, figures for the monitor.

A package keeps its own in one of `PLACES`, and nothing else names that module: it is found and
loaded when somebody asks, so that no page waits for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import structlog

from app.core.database import db

log = structlog.get_logger(__name__)
PLACES = ("queries.checkups", "services.checkups")


@dataclass(frozen=True)
class Problem:
    """What is not as it should be, in words for an operator: no name, address or health word.
    One that is not grave wants a look; the site does what it promises all the same."""

    words: str
    grave: bool = True


def amber(words: str) -> Problem:
    """A problem that is not grave."""
    return Problem(words, grave=False)


Check = Callable[[], Iterable[Problem | str]]
_checks: dict[str, Check] = {}
_figures: dict[str, tuple[str, Callable[[], float]]] = {}


@dataclass(frozen=True)
class Result:
    """One checkup and what it found."""

    sentence: str
    problems: tuple[Problem, ...]

    @property
    def level(self) -> str:
        """green, amber or red."""
        if not self.problems:
            return "green"
        return "red" if any(problem.grave for problem in self.problems) else "amber"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        words = [problem.words for problem in self.problems]
        return {"check": self.sentence, "level": self.level, "problems": words}


def checkup(sentence: str) -> Callable[[Check], Check]:
    """Register a function that yields what contradicts the sentence: a `Problem`, or words for a
    grave one. Only reads."""

    def register(check: Check) -> Check:
        if _checks.get(sentence, check).__qualname__ != check.__qualname__:
            raise ValueError(f"two checkups say: {sentence}")
        _checks[sentence] = check
        return check

    return register


def figure(name: str, words: str) -> Callable[[Callable[[], float]], Callable[[], float]]:
    """Register a figure for the monitor. It must be one number that tells nothing of a person."""

    def register(count: Callable[[], float]) -> Callable[[], float]:
        _figures[name] = (words, count)
        return count

    return register


def _load() -> None:
    """Find the packages' own; after the first time this costs nothing."""
    import app

    for package in pkgutil.iter_modules(app.__path__):
        for place in PLACES:
            name = f"app.{package.name}.{place}"
            if package.ispkg and _is_there(name):
                importlib.import_module(name)


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def examine() -> Iterator[Result]:
    """Every checkup in turn. One that cannot be done is a grave problem of its own."""
    _load()
    for sentence, check in _checks.items():
        yield Result(sentence, _done(check))


def _done(check: Check) -> tuple[Problem, ...]:
    try:
        found = [one if isinstance(one, Problem) else Problem(one) for one in check()]
    except Exception as error:
        log.exception("checkup_failed", check=check.__qualname__)
        found = [Problem(f"This could not be checked ({type(error).__name__}).")]
    finally:
        db.session.rollback()
    return tuple(found)


def figures() -> Iterator[tuple[str, str, float]]:
    """Name, words and value of every figure; one that fails is left out and logged."""
    _load()
    for name, (words, count) in sorted(_figures.items()):
        try:
            yield name, words, count()
        except Exception:
            log.exception("figure_failed", figure=name)
            db.session.rollback()
