"""Every library that is pinned, in the CycloneDX format (1.6), made from the lock files alone.

    python -m tests.security.bill_of_materials ../common-thread.cdx.json

What runs on the server is `required`; tests, tools and what builds the browser's files are
`excluded`: they are on no visitor's page and in no running process. The hashes are those that
installing checks.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUN, BUILD = "requirements.txt", "package-lock.json"
TOOLS = ("requirements-dev.txt", "requirements-catalogue.txt")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The whole document. Nothing in it hangs on the day or the machine."""
    running = {one["purl"]: one for one in _python(root / RUN, "required")}
    tools = {one["purl"]: one for name in TOOLS for one in _python(root / name, "excluded")}
    built = {one["purl"]: one for one in _node(root / BUILD)}
    parts = {**built, **tools, **running}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "common-thread"}},
        "components": [parts[key] for key in sorted(parts)],
    }


def _python(file: Path, scope: str) -> Iterable[dict[str, Any]]:
    for block in re.split(r"\n(?=[A-Za-z])", file.read_text("utf-8")):
        pinned = PINNED.match(block)
        if pinned:
            name = re.sub(r"[-_.]+", "-", pinned[1]).lower()
            hashes = [{"alg": "SHA-256", "content": one} for one in sorted(HASH.findall(block))]
            yield _part("pypi", name, pinned[2], scope, hashes)


def _node(file: Path) -> Iterable[dict[str, Any]]:
    for path, said in json.loads(file.read_text("utf-8"))["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            kind, _, value = said["integrity"].partition("-")
            content = base64.b64decode(value).hex()
            hashes = [{"alg": kind.upper().replace("SHA", "SHA-"), "content": content}]
            yield _part("npm", name, said["version"], "excluded", hashes)


def _part(
    kind: str, name: str, version: str, scope: str, hashes: list[dict[str, str]]
) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": scope,
        "hashes": hashes,
        "purl": purl,
    }


def written(target: Path) -> str:
    """Write it, and say where and how much."""
    document = bill()
    target.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return f"{target}: {len(document['components'])} libraries"


if __name__ == "__main__":
    sys.stdout.write(written(Path(sys.argv[1])) + "\n")
