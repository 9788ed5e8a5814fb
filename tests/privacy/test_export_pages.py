"""Asking for a copy and fetching it, as a browser does it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Export, Member, SignedInSession
from app.accounts.services import exporting
from app.accounts.services.exporting import asking, storing
from app.core.clock import now
from app.core.database import db
from app.core.security.sealing import Unsealable
from app.core.transactions import unit_of_work

# The rules below the pages are tested on both engines beside this.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def ann(app: Flask, folder: Path, make: Any, client: Any) -> Member:
    """A member who is signed in."""
    member: Member = make.member(display_name="Ann Canary")
    client.sign_in(member)
    return member


def make_waiting(app: Flask) -> int:
    """As the worker does it."""
    with app.app_context():
        return exporting.make_waiting()


def newest(app: Flask) -> Export:
    """The copy that was asked for last."""
    with app.app_context():
        return db.session.scalars(select(Export).order_by(Export.id.desc())).first()


def change(app: Flask, model: Any, **values: Any) -> None:
    """Let something have been otherwise."""
    with app.app_context(), unit_of_work():
        db.session.execute(update(model).values(**values))


def ready(app: Flask, client: Any) -> str:
    """The address of a copy that is ready."""
    client.post("/me/export")
    make_waiting(app)
    return f"/me/export/{newest(app).public_id}/file"


def test_a_copy_is_made_and_fetched(ann: Member, client: Any, app: Flask) -> None:
    answer = client.get(ready(app, client))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "Ann Canary" in archive.read("data.json").decode()


def test_it_is_nobody_elses(ann: Member, client: Any, app: Flask, make: Any) -> None:
    address = ready(app, client)
    for role in ((), ("operator",)):
        other = app.test_client().sign_in(make.member(roles=role))  # type: ignore[attr-defined]
        assert other.get(address).status_code == 404
    assert app.test_client().get(address).status_code == 302


def test_it_lies_sealed(ann: Member, client: Any, app: Flask, folder: Path) -> None:
    ready(app, client)
    (file,) = (folder / "files" / "exports").iterdir()
    assert b"Canary" not in file.read_bytes()
    assert not zipfile.is_zipfile(file)
    assert file.stat().st_mode & 0o077 == 0


def test_asking_and_fetching_ask_who_it_is_once_more(ann: Member, client: Any, app: Flask) -> None:
    address = ready(app, client)
    change(app, SignedInSession, proved_at=now() - timedelta(hours=1))
    assert client.get(address).location.startswith("/me/prove")
    assert client.post("/me/export").location.startswith("/me/prove")


def test_after_seven_days_it_is_gone(ann: Member, client: Any, app: Flask) -> None:
    address = ready(app, client)
    left = newest(app).expires_at - now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    change(app, Export, expires_at=now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404


def test_one_at_a_time_and_two_a_day(ann: Member, client: Any, app: Flask) -> None:
    assert client.post("/me/export").status_code == 303
    assert client.post("/me/export").status_code == 409
    make_waiting(app)
    assert client.post("/me/export").status_code == 303
    make_waiting(app)
    assert client.post("/me/export").status_code == 409
    change(app, Export, asked_at=now() - timedelta(days=1, seconds=1))
    assert client.post("/me/export").status_code == 303


def test_a_copy_is_made_once(ann: Member, client: Any, app: Flask) -> None:
    client.post("/me/export")
    assert (make_waiting(app), make_waiting(app)) == (1, 0)
    with app.app_context():
        assert not exporting.make_export(newest(app).id)


def test_what_cannot_be_made_says_so(
    ann: Member, client: Any, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_member_id: int) -> bytes:
        raise OSError("the disk is full")

    client.post("/me/export")
    with monkeypatch.context() as patch:
        patch.setattr(asking, "content_for", fail)
        assert make_waiting(app) == 0
    assert newest(app).state == "failed"
    assert "could not be made" in client.page("/me/export").text


def test_fetching_stands_in_the_log(ann: Member, client: Any, app: Flask) -> None:
    client.get(ready(app, client))
    with app.app_context():
        said = db.session.execute(db.text("SELECT action, subject FROM audit_entries")).all()
    assert ("export_asked", ann.public_id) in {tuple(row) for row in said}
    assert ("export_fetched", ann.public_id) in {tuple(row) for row in said}


def test_a_log_that_cannot_be_written_denies_the_copy(
    ann: Member, client: Any, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = ready(app, client)

    def fail(**_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(asking, "record", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.get(address)
    assert answer.status_code == 500
    assert not answer.data.startswith(b"PK")


def test_a_large_file_is_kept_in_pieces_that_cannot_be_cut(inside: Flask, folder: Path) -> None:
    content = bytes(range(256)) * (storing.PIECE // 100)
    name = storing.store(content, export_id="one")
    assert b"".join(storing.read(name, export_id="one")) == content
    with pytest.raises(Unsealable):
        list(storing.read(name, export_id="two"))
    file = folder / "files" / "exports" / name
    piece = storing.PIECE + 33 + 4
    file.write_bytes(file.read_bytes()[:piece])
    with pytest.raises(Unsealable):
        list(storing.read(name, export_id="one"))


def test_the_page_of_what_is_stored_counts_and_leads_on(ann: Member, client: Any) -> None:
    page = client.page("/me/data")
    rows = {row.th.text: row.td.text for row in page.select("tbody tr")}
    assert rows["Your account"] == "1"
    assert rows["Health entries about treatments"] == "0"
    links = {link.get("href") for link in page.select("main a")}
    assert {"/me/consents", "/me/export", "/me/leave"} <= links


def test_it_is_two_clicks_from_anywhere(ann: Member, client: Any) -> None:
    """A page of groups, Me, what is stored; and each page is named by a link of the one before."""
    assert client.page("/groups").select_one('a[href="/me"]')
    assert client.page("/me").select_one('a[href="/me/data"]')
