"""The small world of releases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.insights.models import Release
from app.insights.services import releasing
from app.insights.services.table_catalogue import table_catalogue
from tests.insights.world import CUT_OFF, World, built
from tests.support.engines import made_once


@pytest.fixture
def world(site: Any, inside: Flask) -> World:
    """Conditions, treatments and people, nothing released yet."""
    world: World = made_once(site, "small-world", built)
    return world


@pytest.fixture
def release_now(inside: Flask) -> Callable[..., Release]:
    """Makes the release of the world, as the command does."""

    def make_release(name: str = "2026-H2", **changes: Any) -> Release:
        wanted = {"cut_off": CUT_OFF, "protection": table_catalogue().protections["standard"]}
        draft = releasing.draft(name=name, **(wanted | changes))
        with unit_of_work():
            return releasing.record(draft)

    return make_release
