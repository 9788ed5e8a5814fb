"""The running site with a small demo world, and a browser for each kind of person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app import create_app
from config import Testing
from tests.support.browser import opened_browser
from tests.support.demo_world import own_copy, site_environment
from tests.support.pages import PAGES, Place
from tests.support.people import as_person, cookies_of_everybody, prove_again
from tests.support.serving import serving
from tests.support.unfinished import leave_things_unfinished
from tests.support.world import examples

Profile = Callable[..., BrowserContext]
OPTIONS = ("-c", "bin/gunicorn.conf.py")
# Seconds. Half of what a proof holds.
PROVED_FOR = 300


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """This worker's copy of the demo world: its folder, and the site opened on it in process."""
    folder = own_copy(tmp_path_factory.getbasetemp())
    config = Testing()
    config.SECRET_KEY = (folder / "secret-key").read_text()
    config.WTF_CSRF_ENABLED = True
    config.SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder / 'site.db'}"
    app = create_app(config)
    with app.test_request_context():
        values = examples()
        leave_things_unfinished(values)
        cookies = cookies_of_everybody(app, values)
    return SimpleNamespace(
        folder=folder, app=app, examples=values, cookies=cookies, proved_at=monotonic()
    )


@pytest.fixture(autouse=True)
def proofs_hold(request: pytest.FixtureRequest) -> None:
    """People of the world can still do what asks for a password of the last ten minutes."""
    if "world" in request.fixturenames:
        keep_proofs(request.getfixturevalue("world"))


def keep_proofs(world: Any) -> Any:
    """The world, whose people proved not long ago who they are. For a test that walks long."""
    if monotonic() - getattr(world, "proved_at", monotonic()) > PROVED_FOR:
        prove_again(world.app)
        world.proved_at = monotonic()
    return world


@pytest.fixture(scope="session")
def places(world: SimpleNamespace) -> dict[str, Place]:
    """Every page with its address in this world, by endpoint."""
    with world.app.test_request_context():
        return {page.name: page.at(world.examples) for page in PAGES}


@pytest.fixture(scope="session")
def served(world: SimpleNamespace) -> Iterator[str]:
    """The address of the real server."""
    with serving("wsgi:app", OPTIONS, **site_environment(world.folder)) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser program for all tests of this worker."""
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def profile(chromium: Browser, served: str, world: SimpleNamespace) -> Profile:
    """Makes a fresh browser profile, signed in as one kind of person."""

    def make(who: str = "nobody", **options) -> BrowserContext:
        context = chromium.new_context(base_url=served, **options)
        context.set_default_timeout(10_000)
        for name, value in world.cookies[who].items():
            context.add_cookies([{"name": name, "value": value, "url": served}])
        return context

    return make


@pytest.fixture
def open_page(profile: Profile) -> Iterator[Callable[..., Page]]:
    """A page in a profile of its own: `open_page("member", java_script_enabled=False)`."""
    contexts = []

    def opener(who: str = "nobody", **options) -> Page:
        contexts.append(profile(who, **options))
        return contexts[-1].new_page()

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def read(world: SimpleNamespace, places: dict[str, Place]) -> Callable[[str], str]:
    """The HTML of a page by name, asked for once."""
    known: dict[str, str] = {}

    def reader(name: str) -> str:
        if name not in known:
            answer = as_person(keep_proofs(world), places[name].who).get(places[name].address)
            assert answer.status_code == places[name].status, f"{name}: {answer.status}"
            known[name] = answer.text
        return known[name]

    return reader
