"""The list of libraries is what the lock files pin: no more, no less."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.security.bill_of_materials import BUILD, ROOT, RUN, TOOLS, bill, written


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The lock files elsewhere, to change them."""
    for name in (RUN, BUILD, *TOOLS):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def lines(name: str) -> set[tuple[str, str]]:
    """Name and version of every line that pins something, read another way than the list does."""
    text = (ROOT / name).read_text("utf-8").splitlines()
    pinned = [line.rstrip(" \\").split(";")[0] for line in text if line[:1].isalnum()]
    pairs = [line.strip().split("==") for line in pinned]
    return {(name.split("[")[0].lower().replace("_", "-"), version) for name, version in pairs}


def listed(scope: str) -> set[tuple[str, str]]:
    return {
        (one["name"], one["version"])
        for one in bill()["components"]
        if one["purl"].startswith("pkg:pypi/") and one["scope"] == scope
    }


def running(root: Path) -> set[str]:
    return {one["purl"] for one in bill(root)["components"] if one["scope"] == "required"}


def test_it_holds_what_the_lock_files_pin_and_nothing_else():
    assert listed("required") == lines(RUN)
    assert listed("excluded") == set().union(*map(lines, TOOLS)) - lines(RUN)
    node = json.loads((ROOT / BUILD).read_text("utf-8"))["packages"]
    parts = [one for one in bill()["components"] if one["purl"].startswith("pkg:npm/")]
    # One package may lie in several folders; it is one part all the same.
    pinned = {
        (path.split("node_modules/")[-1], one["version"]) for path, one in node.items() if path
    }
    assert len(parts) == len(pinned) > 1


def test_what_runs_here_is_what_it_says():
    """Versions that are installed are those of the list."""
    here = {
        one.name.lower().replace("_", "-").replace(".", "-"): one.version for one in distributions()
    }
    wrong = {
        name: here[name]
        for name, version in listed("required")
        if here.get(name, version) != version
    }
    assert wrong == {}


def test_every_library_has_its_hash():
    assert [one["purl"] for one in bill()["components"] if not one["hashes"]] == []


def test_a_library_more_a_library_less_and_another_version_change_it(copy: Path):
    file = copy / RUN
    before = running(copy)
    text = file.read_text("utf-8").replace("\nsegno==", "\nzzz-new==", 1)
    file.write_text(text.replace("\nhuey==", "\nhuey==9", 1))
    assert {purl.split("@")[0] for purl in before ^ running(copy)} == {
        "pkg:pypi/segno", "pkg:pypi/zzz-new", "pkg:pypi/huey",
    }  # fmt: skip


def test_the_command_writes_it(tmp_path: Path):
    target = tmp_path / "parts.json"
    assert str(len(bill()["components"])) in written(target)
    assert json.loads(target.read_text("utf-8")) == bill()
