"""A site with a bit of everything in it, and an operator who types commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import CodeGenerator, Consent
from app.core.database import db
from app.core.step_drafts import StepDraft
from app.core.transactions import unit_of_work
from app.operations.services.archiving.keys import new_key
from tests.factories import Maker

# What a careless reader or writer of tables would lose or change.
ODD_WORDS = "tab\there, line\nthere, back\\slash, \\N, \"quoted\", 'so', {a,b}, ünïcødé 🌻 ‏עברית"
MOMENT = datetime(2026, 3, 1, 9, 8, 7, 654321, tzinfo=UTC)
WHOLE_SECOND = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.fixture
def instance(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the site's files."""
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    monkeypatch.setitem(app.config, "INSTANCE", folder)
    return folder


@pytest.fixture
def run(app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Types a command; gives its result."""
    monkeypatch.setenv("BACKUP_KEY", new_key())
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def filled(app: Flask, make: Maker, instance: Path) -> Flask:
    """Members, a conversation, a consent, sealed bytes, JSON, and files."""
    one, other = make.member(display_name="ünï"), make.member(created_at=WHOLE_SECOND)
    group = make.group(members=(one, other))
    topic = make.topic(group=group, by=one, replies=2, body=ODD_WORDS)
    make.post(topic=topic, by=other, created_at=MOMENT, deleted_at=MOMENT, deleted_by_id=other.id)
    with app.app_context(), unit_of_work():
        db.session.add(CodeGenerator(member_id=one.id, sealed_seed=bytes(range(256))[:200]))
        db.session.add(StepDraft(owner="member:1", kind="odd", answers={"ä": [1, None, ODD_WORDS]}))
        db.session.add(
            Consent(
                member_id=one.id, purpose="x", given=False, text_version=1, text_hash="0" * 64,
                language="en", source="test",
            )
        )  # fmt: skip
    (instance / "files" / "deep").mkdir(parents=True)
    (instance / "files" / "deep" / "canary.bin").write_bytes(bytes(range(256)) * 2000)
    (instance / "files" / "empty").write_bytes(b"")
    return app
