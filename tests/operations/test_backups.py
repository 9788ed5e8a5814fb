"""A backup brings everything back, on either engine, or says why not and touches nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.community.models import Post
from app.core.database import assert_durable, db
from app.core.transactions import unit_of_work
from app.operations.services.archiving.keys import key_from, new_key
from app.operations.services.archiving.parts import Unpacker
from app.operations.services.moving import postgres
from app.operations.services.moving.places import place_at
from tests.factories import Maker
from tests.operations.looking import address, picture_of

Run = Callable[..., Any]
# What does not depend on the engine.
on_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def head_of(archive: Path, key: str) -> dict[str, Any]:
    with archive.open("rb") as file:
        return Unpacker(file, key_from({"BACKUP_KEY": key})).head


@pytest.fixture
def archive(filled: Flask, run: Run, tmp_path: Path) -> Path:
    """A backup of the filled site."""
    made = run("backup", "create", tmp_path / "one.backup")
    assert made.exit_code == 0, made.output
    return tmp_path / "one.backup"


def posts(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Post).count()


def test_a_restored_site_is_the_same_row_by_row_and_byte_by_byte(
    app: Flask, site: Any, run: Run, archive: Path, instance: Path
):
    before = picture_of(app)
    canary = (instance / "files" / "deep" / "canary.bin").read_bytes()
    site.empty()
    for path in (instance / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    (instance / "files" / "deep").rmdir()
    restored = run("backup", "restore", archive)
    assert restored.exit_code == 0, restored.output
    assert picture_of(app) == before
    assert (instance / "files" / "deep" / "canary.bin").read_bytes() == canary
    assert (instance / "files" / "empty").read_bytes() == b""


def test_a_restored_site_keeps_its_promises(app: Flask, run: Run, archive: Path, make: Maker):
    assert run("backup", "restore", archive, "--replace").exit_code == 0
    with app.app_context():
        assert_durable()
    refused(app, "UPDATE consents SET given = true", "append-only")
    lost = "INSERT INTO reading_places (member_id, topic_id, position) VALUES (987654, 987654, 1)"
    refused(app, lost, "(?i)foreign key")
    browser: Any = app.test_client()
    assert browser.sign_in(make.member()).get("/").status_code == 200


def refused(app: Flask, statement: str, words: str) -> None:
    with app.app_context(), pytest.raises(Exception, match=words), unit_of_work():
        db.session.execute(text(statement))


def test_a_verified_backup_leaves_nothing_behind(
    app: Flask, run: Run, archive: Path, instance: Path
):
    before = picture_of(app), sorted(path.name for path in instance.iterdir())
    checked = run("backup", "verify", archive)
    assert checked.exit_code == 0, checked.output
    assert "whole" in checked.output
    assert (picture_of(app), sorted(path.name for path in instance.iterdir())) == before
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            schemas = text("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'scratch%'")
            assert db.session.scalar(schemas) == 0
        else:
            folder = Path(db.engine.url.database or "").parent
            assert not list(folder.glob("*scratch*"))


@on_sqlite
def test_a_community_is_not_replaced_by_mistake(app: Flask, run: Run, archive: Path):
    before = picture_of(app)
    refused = run("backup", "restore", archive)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert picture_of(app) == before


@on_sqlite
def test_replacing_gives_up_what_came_since(app: Flask, run: Run, archive: Path, make: Maker):
    before = picture_of(app)
    make.member(display_name="came later")
    assert run("backup", "restore", archive, "--replace").exit_code == 0
    assert picture_of(app) == before


@on_sqlite
def test_files_that_came_since_are_gone(run: Run, archive: Path, instance: Path):
    (instance / "files" / "late").write_bytes(b"later")
    assert run("backup", "restore", archive, "--replace").exit_code == 0
    assert sorted(path.name for path in (instance / "files").rglob("*")) == [
        "canary.bin", "deep", "empty",
    ]  # fmt: skip
    assert not [path for path in instance.iterdir() if path.name.startswith("files.")]


@on_sqlite
def test_exports_that_wait_to_be_fetched_are_in_no_backup(
    filled: Flask, run: Run, instance: Path, tmp_path: Path
):
    (instance / "files" / "exports").mkdir()
    (instance / "files" / "exports" / "a.zip").write_bytes(b"all of a person")
    run("backup", "create", tmp_path / "one.backup")
    run("backup", "restore", tmp_path / "one.backup", "--replace")
    assert (instance / "files" / "deep" / "canary.bin").exists()
    assert not (instance / "files" / "exports").exists()


@on_sqlite
def test_another_key_is_refused(
    app: Flask, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
):
    before = picture_of(app)
    monkeypatch.setenv("BACKUP_KEY", new_key())
    refused = run("backup", "restore", archive, "--replace")
    assert refused.exit_code == 1
    assert "another key" in refused.output
    assert picture_of(app) == before


@on_sqlite
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "text"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    app: Flask, run: Run, archive: Path, instance: Path, damage: str
):
    before, data = picture_of(app), archive.read_bytes()
    middle = len(data) // 2
    archive.write_bytes(
        {
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "cut": data[:-5],
            "empty": b"",
            "text": b"not a backup at all" * 9,
        }[damage]
    )
    refused = run("backup", "restore", archive, "--replace")
    assert refused.exit_code == 1
    assert "backup" in refused.output
    assert "Traceback" not in refused.output
    assert picture_of(app) == before
    assert (instance / "files" / "deep" / "canary.bin").exists()


@on_sqlite
def test_a_backup_holds_no_secret_in_clear(app: Flask, archive: Path, run: Run, tmp_path: Path):
    key = new_key()
    result = app.test_cli_runner().invoke(
        args=["backup", "create", str(tmp_path / "two.backup")], env={"BACKUP_KEY": key}
    )
    assert result.exit_code == 0
    head = head_of(tmp_path / "two.backup", key)
    assert head["settings"]["SITE_NAME"] == app.config["SITE_NAME"]
    assert app.config["SECRET_KEY"] not in str(head)
    assert set(head["keys"]) >= {"SECRET_KEY"}


@on_sqlite
def test_a_new_secret_key_is_told_when_it_opens_nothing_any_more(
    app: Flask, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
):
    assert "SECRET_KEY here" not in run("backup", "verify", archive).output
    monkeypatch.setitem(app.config, "SECRET_KEY", "x" * 40)
    assert "SECRET_KEY here is not the one" in run("backup", "verify", archive).output


@on_sqlite
def test_a_backup_is_for_its_owner_only_and_never_written_over(run: Run, archive: Path):
    assert archive.stat().st_mode & 0o777 == 0o600
    data = archive.read_bytes()
    again = run("backup", "create", archive)
    assert again.exit_code == 1
    assert "exists already" in again.output
    assert archive.read_bytes() == data


@on_sqlite
def test_a_folder_takes_backups_under_names_of_their_own(filled: Flask, run: Run, tmp_path: Path):
    (tmp_path / "backups").mkdir()
    assert run("backup", "create", tmp_path / "backups").exit_code == 0
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".backup"]


@on_sqlite
def test_a_backup_needs_a_key(filled: Flask, run: Run, tmp_path: Path, monkeypatch):
    monkeypatch.delenv("BACKUP_KEY")
    refused = run("backup", "create", tmp_path / "none.backup")
    assert refused.exit_code == 1
    assert "flask backup key" in refused.output
    assert not list(tmp_path.glob("*.backup*"))


def test_a_running_site_is_not_replaced(
    app: Flask, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres, "_SETTINGS", ("timezone = 'UTC'", "lock_timeout = '200ms'"))
    before = picture_of(app)
    place = place_at(address(app))
    with place.reading() as somebody:
        # Kept open: a reader in the middle of a table.
        reader = somebody.batches("members", place.tables()["members"])
        next(reader)
        refused = run("backup", "restore", archive, "--replace")
    assert refused.exit_code == 1
    assert "Stop it first" in refused.output
    assert picture_of(app) == before


def test_a_backup_while_others_write_is_one_moment(
    app: Flask, filled: Flask, run: Run, make: Maker, tmp_path: Path
):
    author = make.member()
    topic = make.topic(group=make.group(members=(author,)), by=author)
    before, stop = posts(app), threading.Event()

    def write() -> None:
        while not stop.wait(0.002):
            make.post(topic=topic, by=author)

    writer = threading.Thread(target=write)
    writer.start()
    made = run("backup", "create", tmp_path / "one.backup")
    stop.set()
    writer.join()
    assert made.exit_code == 0, made.output
    after = posts(app)
    assert run("backup", "restore", tmp_path / "one.backup", "--replace").exit_code == 0
    assert before < posts(app) <= after
    numbers = "SELECT post_count - (SELECT max(position) FROM posts WHERE topic_id = topics.id)"
    with app.app_context():
        assert db.session.scalar(text(f"{numbers} FROM topics WHERE id = {topic.id}")) == 0
