"""A PostgreSQL server of our own in a temporary folder, to be stopped, killed and filled."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from tests.reliability.harness.running import children_of
from tests.support.serving import free_port


def programs() -> Path:
    """The folder of the newest server programs of this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    found = shutil.which("initdb")
    if not debian and not found:
        pytest.skip("not installed here: the PostgreSQL server programs")
    return (debian[-1] if debian else Path(found or "")).parent


class OwnServer:
    """One server on the loopback. It refuses to run as root, so there it runs as `postgres`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.who = {}
        if os.geteuid() == 0:
            self.who = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
        self.process: subprocess.Popen[bytes] | None = None
        self.run("initdb", "-D", str(folder / "data"), "-U", "site", "-A", "trust", "--no-sync")

    def run(self, program: str, *words: str) -> None:
        subprocess.run(
            [programs() / program, *words],
            cwd=self.folder, check=True, capture_output=True, **self.who,
        )  # fmt: skip

    @property
    def address(self) -> str:
        return f"postgresql://site@127.0.0.1:{self.port}/postgres"

    def start(self) -> OwnServer:
        self.process = subprocess.Popen(
            [programs() / "postgres", "-D", self.folder / "data", "-p", str(self.port),
             "-k", self.folder, "-c", "listen_addresses=127.0.0.1"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, **self.who,
        )  # fmt: skip
        until = monotonic() + 30
        while True:
            try:
                psycopg.connect(self.address, connect_timeout=2).close()
                return self
            except psycopg.OperationalError:
                if monotonic() > until:
                    raise
                sleep(0.05)

    def set(self, name: str, value: str) -> None:
        """Change a setting of the running server."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")

    def signal_all(self, what: signal.Signals) -> None:
        """To the server and to each of its processes: they are in sessions of their own."""
        assert self.process is not None
        for pid in (self.process.pid, *children_of(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, what)

    def kill(self) -> None:
        if self.process is not None:
            self.signal_all(signal.SIGKILL)
            self.process.wait()
            self.process = None

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It keeps its connections and says nothing, as behind a broken network."""
        self.signal_all(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal_all(signal.SIGCONT)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Made, started, and gone afterwards with all it wrote."""
    folder = Path(tempfile.mkdtemp(prefix="common-thread-postgres-"))
    server = None
    try:
        server = OwnServer(folder)
        yield server.start()
    finally:
        if server is not None:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
