"""The key of backups: made once, kept closed, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.operations.services.archiving.keys import NoKey, keep_in_file, key_from, new_key


def test_a_new_key_can_be_used():
    assert len(key_from({"BACKUP_KEY": new_key()})) == 32


def test_two_new_keys_differ():
    assert new_key() != new_key()


def test_a_key_file_is_for_its_owner_only(tmp_path: Path):
    keep_in_file(new_key(), tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_from_a_file_is_the_key(tmp_path: Path):
    key = new_key()
    keep_in_file(key, tmp_path / "key")
    named = key_from({"BACKUP_KEY_FILE": str(tmp_path / "key")})
    assert named == key_from({}, str(tmp_path / "key")) == key_from({"BACKUP_KEY": key})


def test_a_key_is_never_written_over(tmp_path: Path):
    keep_in_file("first", tmp_path / "key")
    with pytest.raises(NoKey, match="exists already"):
        keep_in_file(new_key(), tmp_path / "key")
    assert (tmp_path / "key").read_text() == "first\n"


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path):
    keep_in_file(new_key(), tmp_path / "key")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(NoKey, match="Others can read"):
        key_from({}, str(tmp_path / "key"))


@pytest.mark.parametrize("text", ["short", "é" * 44, "A" * 43, ""])
def test_what_is_no_key_is_refused(text: str):
    with pytest.raises(NoKey):
        key_from({"BACKUP_KEY": text})


def test_a_key_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(NoKey, match="cannot be read"):
        key_from({}, str(tmp_path / "none"))
