"""What the build gives, and how heavy it is."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.design.sheets import ROOT

READY = shutil.which("node") and (ROOT / "node_modules" / "esbuild").is_dir()
SHEET_LIMIT, SCRIPT_LIMIT = 20 * 1024, 10 * 1024
# What the page of a room loads and no other: its own behaviour, and the library of the socket.
ROOM, SOCKET = "chat_room-*.js", "esm-*.js"
# What it loads besides, like every page where somebody writes.
WRITING = ("main", "chunk", "draft", "char_count", "double_submit")
ROOM_LIMIT = 24 * 1024


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build in a folder of its own."""
    if not READY:
        pytest.skip("not installed here: node with the packages of package.json")
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(["node", "build.mjs", str(target)], cwd=ROOT, check=True, timeout=60)
    return target


def weight(paths: list[Path]) -> int:
    """Bytes over the wire."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_the_manifest_names_the_hashed_sheet_and_script(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.json").read_text("utf-8"))
    assert set(manifest) == {"css/site.css", "js/main.js"}
    for source, built in manifest.items():
        assert re.fullmatch(Path(source).stem + r"-[A-Z0-9]{8}\.(css|js)", built)
        assert (dist / built).is_file()


def test_the_whole_sheet_stays_within_its_budget(dist: Path) -> None:
    assert weight(list(dist.glob("*.css"))) <= SHEET_LIMIT


def test_all_scripts_but_those_of_a_room_stay_together_within_their_budget(dist: Path) -> None:
    of_a_room = {*dist.glob(ROOM), *dist.glob(SOCKET)}
    assert len(of_a_room) == 2
    assert weight([path for path in dist.glob("*.js") if path not in of_a_room]) <= SCRIPT_LIMIT


def test_the_scripts_of_a_room_stay_within_their_budget(dist: Path) -> None:
    loaded = [*dist.glob(ROOM), *dist.glob(SOCKET)]
    loaded += [path for name in WRITING for path in dist.glob(f"{name}-*.js")]
    assert len(loaded) >= 2 + len(WRITING)
    assert weight(loaded) <= ROOM_LIMIT


def test_the_library_of_the_socket_is_in_no_other_piece(dist: Path) -> None:
    with_it = [
        path.name
        for path in dist.glob("*.js")
        if "engine.io" in path.read_text("utf-8") or "EIO" in path.read_text("utf-8")
    ]
    assert len(with_it) == 1
    assert with_it[0].startswith("esm-")


def test_every_built_file_has_its_compressed_twin(dist: Path) -> None:
    built = [path for path in dist.iterdir() if path.suffix in {".css", ".js"}]
    assert [
        p.name for p in built if gzip.decompress(Path(f"{p}.gz").read_bytes()) != p.read_bytes()
    ] == []


def test_the_built_sheet_has_no_rule_outside_a_layer(dist: Path) -> None:
    text = next(dist.glob("site-*.css")).read_text("utf-8")
    depth, start, outside = 0, 0, []
    for place, sign in enumerate(text):
        if sign == "{":
            if depth == 0:
                outside.append(text[start:place].split(";")[-1].strip())
            depth += 1
        elif sign == "}":
            depth -= 1
            start = place + 1
    assert {head.split(" ")[0] for head in outside} == {"@layer", "@supports"}
    assert sum(head.startswith("@supports") for head in outside) == 1


def test_the_lock_file_names_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text
    packages = json.loads(text)["packages"].values()
    # Where a package asks for donations is all the addresses there may be.
    rest = [{key: about[key] for key in about.keys() - {"funding"}} for about in packages]
    assert "://" not in json.dumps(rest)


def test_versions_of_the_build_tools_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = package["devDependencies"].values()
    assert [v for v in versions if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app" / "static" / "js").rglob("*.js")), ids=lambda path: path.stem
)
def test_a_script_is_short_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 80  # most of them 60
    assert lines[0].startswith("// ")
