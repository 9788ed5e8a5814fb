"""Runs the small application of `talking.py` under the site's own gunicorn settings."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from tests.support.serving import ROOT, environment, free_port, wait_until_it_answers


class Talking:
    """A running server."""

    def __init__(self, url, process, log):
        self.url, self.process, self._log = url, process, log

    def get(self, path):
        """One answer of the application."""
        with urllib.request.urlopen(self.url + path, timeout=15) as answer:
            return json.load(answer)

    def state(self):
        """What the process says of itself."""
        return self.get("/state")

    def log(self):
        """What it wrote so far."""
        return self._log.read_text("utf-8")

    def until(self, question, seconds=10):
        """The first state of which `question` is true.

        Raises:
            AssertionError: it did not come about in time.
        """
        until = time.monotonic() + seconds
        while not question(state := self.state()):
            assert time.monotonic() < until, state
            time.sleep(0.05)
        return state


@contextmanager
def talking(folder, **chosen):
    """Start it with these variables; stop it afterwards if nobody else did."""
    port, log = free_port(), folder / "log"
    words = "-m gunicorn -c bin/gunicorn.conf.py -w 1 tests.core.sockets.talking:app".split()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stdout=written, stderr=written,
            env=environment(PORT=str(port), **chosen),
        )  # fmt: skip
    try:
        server = Talking(f"http://127.0.0.1:{port}", process, log)
        wait_until_it_answers(f"{server.url}/state", process, 90)
        yield server
    finally:
        process.terminate()
        process.wait(15)
