"""One large picture must not stop the site: nobody's writing and nobody's page waits for it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from app.accounts.views import claims
from app.core.connections import writing
from app.core.uploads import pictures
from app.core.uploads.reading import Upload
from tests.accounts.test_clinician_claims import send
from tests.core.upload_corpus import full_of_traces
from tests.factories import Maker
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the right to write was held, each time that a document was checked."""
    found: list[bool] = []

    def look(_stream: Any) -> Upload:
        found.append(writing.get())
        return Upload(b"%PDF-1.7 %%EOF", "application/pdf", ".pdf")

    monkeypatch.setattr(claims, "document", look)
    return found


def test_a_document_is_checked_while_others_may_write(client: SiteClient, make: Maker, seen: Any):
    assert send(client.sign_in(make.member())).status_code == 303
    assert seen == [False]


def test_who_has_a_claim_that_waits_makes_no_more_work(client: SiteClient, make: Maker, seen: Any):
    send(client.sign_in(make.member()))
    send(client)
    assert seen == [False]


def test_pictures_are_drawn_beside_the_event_loop(inside: Flask, monkeypatch: Any):
    beside: list[str] = []

    def note(work: Any, *args: Any) -> Any:
        beside.append(work.__name__)
        return work(*args)

    monkeypatch.setattr(pictures, "beside_the_loop", note)
    with inside.test_request_context():
        pictures.picture(io.BytesIO(full_of_traces("PNG")))
    assert beside == ["_redrawn"]
