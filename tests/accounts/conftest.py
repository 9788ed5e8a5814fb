"""Fixtures of accounts: members with a password, a site with rate limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.accounts.models import Member
from app.accounts.services import hashing
from app.core import events
from app.core.database import db
from app.core.events import Event
from app.core.rate_limits import limiter
from config import Testing
from tests.accounts.browser import PASSWORD
from tests.factories import Maker


@pytest.fixture
def with_password(app: Flask, make: Maker) -> Callable[..., Member]:
    """Makes members who can sign in with `PASSWORD`."""

    def member(**values: Any) -> Member:
        with app.app_context():
            hashed = hashing.hash_password(values.pop("password", PASSWORD))
        return make.member(password_hash=hashed, **values)

    return member


@pytest.fixture
def limited(app: Flask) -> Iterator[Flask]:
    """The same database behind a site that counts tries, with no try counted yet."""
    config = Testing()
    config.RATELIMIT_ENABLED = True
    config.SQLALCHEMY_DATABASE_URI = app.config["SQLALCHEMY_DATABASE_URI"]
    site = create_app(config)
    site.test_client_class = app.test_client_class
    limiter.reset()
    yield site
    limiter.enabled = False
    with site.app_context():
        db.engine.dispose()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Event]]:
    """Give it kinds of news; it gives a list that fills with what is told of them."""

    def listening(*kinds: type[Event]) -> list[Event]:
        news: list[Event] = []
        for kind in kinds:
            monkeypatch.setitem(events._listeners, kind, [news.append])
        return news

    return listening
