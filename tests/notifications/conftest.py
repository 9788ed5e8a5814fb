"""People with notices, and letters that did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.core.transactions import unit_of_work
from app.notifications.services.telling import tell
from tests.factories import Maker


@pytest.fixture
def reader(make: Maker) -> Any:
    """A member who has proved to read at their address."""
    return make.member(email="reader@example.org", email_confirmed_at=now())


@pytest.fixture
def told(app: Flask) -> Callable[..., None]:
    """Tells a member something."""

    def run(member: Any, kind: str = "export_ready", *, path: str = "", **values: Any) -> None:
        with app.app_context(), unit_of_work():
            tell(member.id, kind, values, path)

    return run


@pytest.fixture
def dead(app: Flask) -> Callable[..., str]:
    """A letter that was given up; gives its public id."""

    def run(**values: Any) -> str:
        given = {"kind": "reset_password", "address": "canary@example.org", "last_error": "550"}
        given |= {"subject": "canary subject", "body": "canary body", "state": "dead", "tries": 8}
        with app.app_context(), unit_of_work():
            letter = Letter(**(given | values))
            db.session.add(letter)
            db.session.flush()
            return letter.public_id

    return run
