"""The site as `bin/start` runs it: gunicorn with our settings, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from tests.reliability.harness.browser import Browser
from tests.support.serving import ROOT, environment, free_port, wait_until_it_answers


def children_of(pid: int) -> list[int]:
    """The processes that this one started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


class RunningSite:
    """One site on one database; may be killed and started again, always on the same port."""

    def __init__(self, folder: Path, database: str, *options: str, **chosen: str) -> None:
        self.folder, self.database = folder, database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.options = options
        self.variables = environment(
            APP_ENV="development", DEMO="0", INSTANCE_DIR=str(folder), DATABASE_URL=database,
            SECRET_KEY="reliability " * 4, PORT=str(self.port), SITE_URL=self.url, **chosen,
        )  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, application: str = "wsgi:app") -> RunningSite:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "bin/gunicorn.conf.py",
             *self.options, application],
            cwd=ROOT, env=self.variables, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=(self.folder / "log").open("ab"),
        )  # fmt: skip
        wait_until_it_answers(f"{self.url}/static/no-such-file", self.process, 60)
        return self

    @property
    def worker(self) -> int:
        """The process that answers."""
        assert self.process is not None
        return children_of(self.process.pid)[0]

    def kill(self) -> None:
        """SIGKILL to all of it at once, as the kernel does when memory runs out."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def terminate(self, seconds: float = 20) -> int:
        """Ask it to stop; gives the exit status. It is killed when it does not."""
        assert self.process is not None
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()

    def browser(self, session: str = "") -> Browser:
        return Browser(self.url, session)

    def seconds_until(self, path: str, status: int, most: float) -> float:
        """How long it takes until a path answers with a status.

        Raises:
            TimeoutError: longer than `most`.
        """
        begun = monotonic()
        while monotonic() - begun < most:
            if self.browser().get(path).status == status:
                return monotonic() - begun
            sleep(0.1)
        raise TimeoutError(f"{path} did not answer {status} within {most} seconds")
