"""Whoever finds a fault learns where to tell it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.clock import now
from tests.support.client import SiteClient

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
PATH = "/.well-known/security.txt"


def test_the_operators_contact_stands_in_the_place_of_rfc_9116(
    app: Flask, client: SiteClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "SECURITY_CONTACT", "safety@example.org")
    answer = client.get(PATH)
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.content_type == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:safety@example.org"
    assert lines["Canonical"] == f"http://localhost{PATH}"
    until = datetime.fromisoformat(lines["Expires"].replace("Z", "+00:00")).astimezone(UTC)
    assert 80 < (until - now()).days < 91


def test_without_a_contact_there_is_no_file(client: SiteClient):
    assert client.get(PATH).status_code == 404
