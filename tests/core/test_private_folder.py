"""What lies beside the site on its machine: health words, passwords of a demo, the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Development


def test_a_new_folder_for_data_is_closed_to_other_people_on_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Development, "INSTANCE", tmp_path / "instance")
    Development()
    assert (tmp_path / "instance").stat().st_mode & 0o077 == 0
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o077 == 0
