"""Fixtures of the driver's tests: a server, and a real client."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tests.core.sockets.server import talking
from tests.support.serving import ROOT


@pytest.fixture(scope="session")
def talker(tmp_path_factory):
    """One server with our driver, shared; a test leaves it as it found it."""
    with talking(tmp_path_factory.mktemp("talking")) as server:
        assert server.state()["installed"]
        yield server


@pytest.fixture(scope="session")
def node():
    """Runs one scene of `client.mjs` with the real client of Socket.IO; gives what it found."""
    if not shutil.which("node") or not (ROOT / "node_modules/socket.io-client").exists():
        pytest.skip("not installed here: node with the packages of package.json")

    def play(scene, server, *words):
        done = subprocess.run(
            ["node", "tests/core/sockets/client.mjs", scene, server.url, *words],
            cwd=ROOT, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout)

    return play
