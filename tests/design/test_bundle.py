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


def test_all_scripts_together_stay_within_their_budget(dist: Path) -> None:
    assert weight(list(dist.glob("*.js"))) <= SCRIPT_LIMIT


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
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert "http" not in lock


def test_versions_of_the_build_tools_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = package["devDependencies"].values()
    assert [v for v in versions if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app" / "static" / "js").rglob("*.js")), ids=lambda path: path.stem
)
def test_a_script_is_short_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 60
    assert lines[0].startswith("// ")
