"""Makers of rows for tests, one module per package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from flask import Flask, has_app_context

from app.core.transactions import unit_of_work
from tests.factories import accounts, catalogue, chat, community, health

MODULES = (accounts, catalogue, chat, community, health)


class Maker:
    """Runs a maker in its own unit of work; rows come back with their columns loaded."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __getattr__(self, name: str) -> Callable[..., Any]:
        maker = next((getattr(m, name) for m in MODULES if hasattr(m, name)), None)
        if maker is None:
            raise AttributeError(name)
        return lambda **values: self._run(maker, values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is made inside comes in one unit of work, which is cheaper than one for each."""
        with nullcontext() if has_app_context() else self.app.app_context(), unit_of_work():
            yield

    def _run(self, maker: Callable[..., Any], values: dict[str, Any]) -> Any:
        if has_app_context():
            with unit_of_work():
                return maker(**values)
        with self.app.app_context(), unit_of_work():
            return maker(**values)
