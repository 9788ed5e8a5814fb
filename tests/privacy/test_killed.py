"""The process dies in the middle of an erasure, as by a power cut."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.accounts.services import erasing, erasure_ledger
from app.core.database import db
from tests.privacy.conftest import Two
from tests.privacy.filling import everything

# How one transaction ends does not depend on the engine; PostgreSQL would need a second server.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

DYING = """
import os, signal, sys
from app import create_app
from app.accounts.services import erasing, erasure_ledger
from app.core.transactions import unit_of_work
from config import Testing

config = Testing()
config.SQLALCHEMY_DATABASE_URI, config.INSTANCE = "sqlite:///" + sys.argv[1], sys.argv[2]
real = erasure_ledger.note

def note(*values, **named):
    real(*values, **named)
    os.kill(os.getpid(), signal.SIGKILL)

erasure_ledger.note = note
with create_app(config).app_context(), unit_of_work():
    erasing.erase(int(sys.argv[3]), posts="remove")
"""


def test_a_kill_between_the_line_and_the_commit_loses_neither(
    two: Two, inside: Flask, folder: Path, site: Any, checkout: Path
) -> None:
    """Nothing was changed, the file knows, and the next start can finish it."""
    before = everything()
    db.session.remove()
    db.engine.dispose()
    words = [sys.executable, "-c", DYING, str(site.file), str(folder), str(two.ann.id)]
    done = subprocess.run(
        words, cwd=checkout, env={**os.environ, "APP_ENV": "testing"}, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert sqlite3.connect(site.file).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert everything() == before
    assert set(erasure_ledger.noted()) == {erasure_ledger.hash_of(two.ann.public_id)}
    assert erasing.replay() == 1
    assert two.ann.words["evaluations", "advice"] not in repr(everything())
