"""News that nobody hears is either public or a mistake."""

from __future__ import annotations

import importlib
import re

from flask import Flask

from app.core.events import Event, listeners_of
from app.wiring import ORDER
from tests.architecture.sources import modules


def kinds() -> list[tuple[type[Event], tuple[type[Event], ...]]]:
    """Every event of every package, with the tuple of those its package calls public."""
    found = []
    for package in ORDER:
        try:
            module = importlib.import_module(f"app.{package}.events")
        except ModuleNotFoundError:
            continue
        for value in vars(module).values():
            is_event = isinstance(value, type) and issubclass(value, Event)
            if is_event and value.__module__ == module.__name__:
                found.append((value, module.PUBLIC))
    return found


def test_there_is_news() -> None:
    """The test below looks at something."""
    assert len(kinds()) >= 5


def test_every_event_is_told_by_somebody() -> None:
    """An event that nothing emits is a leftover."""
    sources = [module.text for module in modules() if module.layer != "events"]
    for kind, _public in kinds():
        made = re.compile(rf"\b{kind.__name__}\(")
        assert any(made.search(text) for text in sources), kind.__name__


def test_every_event_has_a_listener_or_is_listed_as_public(app: Flask) -> None:
    """PUBLIC in a package's events names those that wait for later listeners."""
    for kind, public in kinds():
        assert listeners_of(kind) or kind in public, kind.__name__
        assert not (listeners_of(kind) and kind in public), f"{kind.__name__} is heard by now"
