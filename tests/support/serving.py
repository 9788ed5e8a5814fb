"""Runs the real site, or any WSGI application, in a process of its own on the loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN_VARIABLES = (
    "APP_ENV", "DATABASE_URL", "DEMO", "HOST", "INSTANCE_DIR", "PORT", "REDIS_URL",
    "SECRET_KEY", "SITE_URL", "WEB_CONCURRENCY", "MAIL_URL", "MAIL_FROM", "JOBS_IN_WEB",
    "METRICS_TOKEN", "LOG_LEVEL",
)  # fmt: skip


def environment(**chosen: str) -> dict[str, str]:
    """This process's variables, with the site's own ones replaced by the chosen ones."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    return {**kept, **chosen}


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Return when the first answer came, whatever its status.

    Raises:
        RuntimeError: the process ended, or no answer came in time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{url} did not answer; exit status {process.poll()}")


@contextmanager
def serving(application: str, options: Sequence[str], **chosen: str) -> Iterator[str]:
    """Gunicorn on an application such as `wsgi:app`; gives its address, stops it afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, application],
        cwd=ROOT,
        env=environment(**{"PORT": str(port), "SITE_URL": url, **chosen}),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(f"{url}/static/no-such-file", process)
        yield url
    finally:
        process.terminate()
        process.wait(15)


def run_commands(commands: Sequence[Sequence[str]], env: Mapping[str, str]) -> None:
    """Type each after `flask`.

    Raises:
        RuntimeError: with what the command wrote, when it failed.
    """
    for words in commands:
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT, env=env, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)}\n{done.stdout}{done.stderr}"[-4000:])
