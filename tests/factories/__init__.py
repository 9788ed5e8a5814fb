"""Makers of rows for tests, one module per package."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, has_app_context

from app.core.transactions import unit_of_work
from tests.factories import accounts, catalogue, community, health

MODULES = (accounts, catalogue, community, health)


class Maker:
    """Runs a maker in its own unit of work; rows come back with their columns loaded."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __getattr__(self, name: str) -> Callable[..., Any]:
        maker = next((getattr(m, name) for m in MODULES if hasattr(m, name)), None)
        if maker is None:
            raise AttributeError(name)
        return lambda **values: self._run(maker, values)

    def _run(self, maker: Callable[..., Any], values: dict[str, Any]) -> Any:
        if has_app_context():
            with unit_of_work():
                return maker(**values)
        with self.app.app_context(), unit_of_work():
            return maker(**values)
