"""Fixtures that every test may ask for: the site, a browser, makers of rows, the cast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.engines import (
    ENGINES,
    PostgresSite,
    SqliteSite,
    postgres_database,
    postgres_is_here,
)

pytest_plugins = (
    "tests.support.no_skips",
    "tests.support.sharing_out",
    "tests.support.browser_fixtures",
    "tests.support.compiled_templates",
)
ROLES = ("moderator", "clinician", "operator")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """The migrated site on an engine, made when the first test asks for it and then kept: pytest
    gives a fixture with parameters up whenever the next test wants another one."""
    with ExitStack() as ends:

        @cache
        def on(engine: str) -> Any:
            if engine == "sqlite":
                return SqliteSite(tmp_path_factory.mktemp("sqlite"))
            if not postgres_is_here():
                pytest.skip("not installed here: PostgreSQL")
            worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
            name = f"common_thread_test_{worker}_{os.getpid()}"
            return PostgresSite(ends.enter_context(postgres_database(name)))

        yield on


@pytest.fixture(scope="session", params=ENGINES)
def site(request: pytest.FixtureRequest, sites: Callable[[str], Any]) -> Any:
    """The migrated site on one engine, shared by the worker's tests."""
    return sites(request.param)


@pytest.fixture
def app(site: Any) -> Flask:
    """The site, empty. No context is pushed: requests must not share one with the test."""
    site.empty()
    site.app.test_client_class = SiteClient
    app: Flask = site.app
    return app


@pytest.fixture
def client(app: Flask) -> SiteClient:
    """A browser in which nobody is signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """For tests of services and queries: an application context around the test."""
    with app.app_context():
        yield app


@pytest.fixture
def make(app: Flask) -> Maker:
    """Makes rows: `make.member()`, `make.group()`, `make.topic(group=…)`."""
    return Maker(app)


@pytest.fixture
def cast(make: Maker) -> SimpleNamespace:
    """The standing cast, all with an account; who belongs to a group is for the test to say."""
    people = ("patient", "other_patient", "carer", "steward", "ex_member", "stranger")
    with make.together():
        members = {name: make.member(display_name=name.replace("_", " ")) for name in people}
        members |= {role: make.member(display_name=role, roles=(role,)) for role in ROLES}
    return SimpleNamespace(**members)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the project."""
    return Path(__file__).resolve().parent.parent
