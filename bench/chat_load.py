"""Compiles and runs the people of a chat room (bench/chat_load.c), each time on the second core."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support.serving import ROOT

SERVER_CORE, CLIENT_CORE = 0, 1


@dataclass(frozen=True)
class Heard:
    """What one run found."""

    per_second: float  # deliveries, by the clock
    per_cpu_second: float  # deliveries, by the processor time of the server
    client: float  # cores that the client needed
    p50: float  # milliseconds from saying to hearing
    p99: float
    refused: float  # messages that the server would not take


class Missing(RuntimeError):
    """This machine lacks what the measurement needs."""


def pin(core: int) -> None:
    """Keep this process and its children on one core, where there is a second one, and let it
    open as many files as it may."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def compiled(folder: Path) -> Path:
    """The program, built in this folder.

    Raises:
        Missing: without gcc, or elsewhere than on Linux.
    """
    if not shutil.which("gcc") or not hasattr(os, "sched_setaffinity"):
        raise Missing("bench chat needs gcc and Linux (epoll, /proc)")
    program = folder / "chat_load"
    source = ROOT / "bench" / "chat_load.c"
    subprocess.run(["gcc", "-O2", "-Wall", "-o", program, source], check=True)
    return program


def command(
    program: Path,
    *,
    port: int,
    people: str,
    pids: list[int],
    outstanding: int = 0,
    rate: float = 0,
    seconds: float = 3,
) -> list[str]:
    """How the program is called; see its top."""
    words = [program, port, people.count("\n"), outstanding, rate, seconds]
    return [*map(str, words), ",".join(map(str, pids))]


def run(people: str, words: list[str]) -> Heard:
    """One run: everybody joins, a second to warm up, then it counts.

    Raises:
        RuntimeError: somebody could not join, or nothing was heard.
    """
    done = subprocess.run(
        words, input=people, text=True, capture_output=True,
        preexec_fn=lambda: pin(CLIENT_CORE), timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    took, heard, used, own, p50, p99, refused = map(float, done.stdout.split()[1:])
    return Heard(heard / took, heard / max(used, 0.01), own / took, p50, p99, refused)


def memory_with(people: str, words: list[str], pids: list[int]) -> int:
    """Bytes that these processes hold while everybody is there and silent."""
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: pin(CLIENT_CORE),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(people)
        process.stdin.close()
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("not everybody could join")
        time.sleep(1)
        return memory_of(pids)


def memory_of(pids: list[int]) -> int:
    """Resident bytes."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * resource.getpagesize()
