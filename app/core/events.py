"""News from one package to those that stand above it.

A listener runs inside the transaction of the news and may write rows. Sockets, mail and push
wait with `after_commit` and get ids or plain dicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, named in the past tense, carrying ids only."""


E = TypeVar("E", bound=Event)
_listeners: dict[type[Event], list[Callable[..., None]]] = defaultdict(list)


def listens_to(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function for one kind of news."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        if listener not in _listeners[kind]:
            _listeners[kind].append(listener)
        return listener

    return register


def emit(news: Event) -> None:
    """Tell every listener, in the order of the ladder; an exception stops the whole change."""
    for listener in _listeners[type(news)]:
        listener(news)


def listeners_of(kind: type[Event]) -> tuple[Callable[..., None], ...]:
    """Who listens to this kind: read by the architecture tests."""
    return tuple(_listeners[kind])
