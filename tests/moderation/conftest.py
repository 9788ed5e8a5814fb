"""A desk with the people of a case, for tests that go through several parts of moderation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import Maker
from tests.moderation.transparency.making import Desk


@pytest.fixture
def desk(
    app: Flask, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk, inside a request. What an erasure writes beside the tables goes into a folder of its
    own."""
    monkeypatch.setitem(app.config, "INSTANCE", tmp_path)
    with app.test_request_context():
        yield Desk(make)
