"""Fetching a copy opens a whole file and writes into the log of access: not without an end."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import Maker

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_a_copy_is_not_fetched_without_end(limited: Flask, make: Maker):
    ada, bob = (limited.test_client().sign_in(make.member()) for _ in range(2))
    answers = [ada.get("/me/export/nothing/file").status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
    assert bob.get("/me/export/nothing/file").status_code == 404
