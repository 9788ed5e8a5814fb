"""Two people who have something in every table, and a folder of their own for files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from tests.privacy.filling import Filled, fill, shared_rows


class Two(NamedTuple):
    """One who is looked at, and one whose data must be left alone."""

    ann: Filled
    bob: Filled


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The instance folder."""
    monkeypatch.setitem(app.config, "INSTANCE", tmp_path)
    monkeypatch.setitem(app.config, "MAIL_URL", "folder:")
    return tmp_path


@pytest.fixture
def two(inside: Flask, folder: Path) -> Two:
    """Ann gave Bob his roles and decided for him; Bob's rows name her."""
    shared = shared_rows()
    ann = fill("a", shared)
    return Two(ann, fill("b", shared, friend=ann))
