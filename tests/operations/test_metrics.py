"""Figures for a monitor: closed without the token, and nothing of a person in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.core import checkups
from app.core.database import db
from config import Testing
from tests.architecture.sources import ROOT
from tests.factories import Maker
from tests.operations.looking import address
from tests.support.client import SiteClient

TOKEN = "a-token-of-the-monitor-that-is-long"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def measured(app: Flask) -> Iterator[Flask]:
    """The site with a monitor, on the same database."""
    config = Testing()
    config.SQLALCHEMY_DATABASE_URI = address(app)
    config.METRICS_TOKEN = TOKEN  # type: ignore[attr-defined]
    site = create_app(config)
    site.test_client_class = SiteClient
    yield site
    with site.app_context():
        db.engine.dispose()


def figures(site: Flask) -> dict[str, float]:
    """What the monitor reads, by name and labels."""
    text = site.test_client().get("/metrics", headers=HEADERS).get_data(as_text=True)
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


on_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@on_sqlite
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN},
     {"Authorization": f"Basic {TOKEN}"}, {"Authorization": f"Bearer {TOKEN}x"},
     {"Authorization": "Bearer é"}],
)  # fmt: skip
def test_without_the_token_there_is_nothing(measured: Flask, headers: dict[str, str]):
    client = measured.test_client()
    assert client.get("/metrics", headers=headers).status_code == 404
    assert client.get("/metrics", headers=HEADERS).status_code == 200


@on_sqlite
@pytest.mark.parametrize("token", [None, "", "short"])
def test_without_a_good_token_set_nobody_reads_them(
    app: Flask, client: SiteClient, monkeypatch: pytest.MonkeyPatch, token: str | None
):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", token or "")
    shown = {"Authorization": f"Bearer {token or ''}"}
    assert client.get("/metrics", headers=shown).status_code == 404


@on_sqlite
def test_answers_are_counted_by_package_and_class_of_status(measured: Flask):
    client = measured.test_client()
    for path in ("/", "/", "/sign-in", "/no/such/page"):
        client.get(path)
    found = figures(measured)
    assert found['site_requests_total{package="web",status="2xx"}'] == 2
    assert found['site_requests_total{package="accounts",status="2xx"}'] == 1
    assert found['site_requests_total{package="none",status="4xx"}'] == 1
    assert found['site_request_seconds_count{package="web"}'] == 2


def test_the_database_tells_its_size(measured: Flask):
    assert figures(measured)["site_database_bytes"] > 100_000


@on_sqlite
def test_one_member_more_does_not_show(measured: Flask, make: Maker):
    for _ in range(26):
        make.member()
    before = figures(measured)["site_members_at_least"]
    make.member()
    assert before == figures(measured)["site_members_at_least"] == 25


@on_sqlite
def test_no_word_of_a_person_or_a_page_is_in_them(measured: Flask, make: Maker):
    member = make.member(display_name="Canary Finch", email="canary@example.org")
    group = make.group(members=(member,), slug="canary-illness", name="Canary illness")
    topic = make.topic(group=group, by=member, title="Canary title")
    client: Any = measured.test_client()
    client.sign_in(member)
    client.get("/groups/canary-illness")
    client.get(f"/topics/{topic.public_id}")
    text = client.get("/metrics", headers=HEADERS).get_data(as_text=True)
    assert "community" in text
    for word in ("canary", "Canary", topic.public_id, member.public_id, "127.0.0.1", "/groups"):
        assert word not in text


@on_sqlite
def test_a_figure_that_fails_takes_no_other_with_it(
    measured: Flask, monkeypatch: pytest.MonkeyPatch
):
    def fails() -> float:
        raise OSError

    monkeypatch.setitem(checkups._figures, "broken", ("words", fails))
    found = figures(measured)
    assert "site_broken" not in found
    assert "site_database_bytes" in found


@on_sqlite
def test_without_a_monitor_nothing_is_loaded(app: Flask):
    code = "import sys; from app import create_app; create_app(); print('prometheus_client' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "APP_ENV": "testing"},
    )  # fmt: skip
    assert done.stdout.strip() == "False", done.stderr


COUNT = """
from app.operations.services.metering import Meter
meter = Meter(); meter.count("web", 200, 0.01)
print([line for line in meter.text([]).decode().splitlines() if line.startswith("site_requests_total")])
"""


@on_sqlite
def test_workers_count_together(app: Flask, tmp_path: Path):
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "APP_ENV": "testing"}
    said = [
        subprocess.run(
            [sys.executable, "-c", COUNT], cwd=ROOT, env=env, capture_output=True, text=True
        ).stdout.strip()
        for _worker in range(2)
    ]
    assert said[1] == """['site_requests_total{package="web",status="2xx"} 2.0']"""
