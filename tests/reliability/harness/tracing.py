"""strace on a running worker: what it asks of the kernel, and letting one kind of call fail."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CALLS = "read,recvfrom,write,sendto,sendmsg,fsync,fdatasync"


@contextmanager
def traced(pid: int, *options: str, into: Path) -> Iterator[None]:
    """Trace a process and its threads meanwhile; the calls stand in `into` afterwards."""
    if shutil.which("strace") is None:
        pytest.skip("not installed here: strace")
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "60", "-o", str(into), *options, "-p", str(pid)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert tracer.stderr is not None
    try:
        line = tracer.stderr.readline()
        assert "attached" in line, f"strace: {line}"
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(10)


def syncs_before_the_answer(calls: str) -> int:
    """How often the write-ahead log was forced to disk between a form and its answer."""
    lines = calls.splitlines()
    asked = next(n for n, line in enumerate(lines) if '"POST /topics/' in line)
    answered = next(n for n, line in enumerate(lines[asked:], asked) if '"HTTP/1.1 303' in line)
    forced = [line for line in lines[asked:answered] if "sync(" in line and "-wal>" in line]
    return len(forced)
