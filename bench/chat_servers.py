"""The servers that bench/chat.py compares, each on the first core, and who comes to them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.chat_load import CLIENT_CORE, SERVER_CORE, pin
from tests.support.demo_world import make_ready, site_environment
from tests.support.serving import ROOT, environment, free_port, wait_until_it_answers

# About 200 bytes with what is around it.
WORDS = "~~@@@@@@@@ Some days are better than others, and that is all right. " + "x" * 80


@dataclass(frozen=True)
class Server:
    """One that runs: where, which processes count, and the lines of those who come to it."""

    name: str
    port: int
    pids: list[int]
    people: Callable[[int], str]


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


@contextmanager
def program(words: list[str], port: int, core: int, env: dict[str, str]) -> Iterator[list[int]]:
    """Runs pinned until the end; gives the processes once it answers."""
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment(**env), stdout=subprocess.DEVNULL,
        preexec_fn=lambda: pin(core),
    )  # fmt: skip
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/no-such-page", process, 120)
        time.sleep(1)  # the other worker
        yield family(process.pid)
    finally:
        process.terminate()
        process.wait(15)


def bare_people(port: int, clients: int) -> str:
    """Everybody may come."""
    line = "\t".join(
        (
            f"Origin: http://127.0.0.1:{port};",
            "40",
            '420["join","room"]',
            f'42["send",{{"room":"room","text":"{WORDS}"}}]',
        )
    )
    return f"{line}\n" * clients


@contextmanager
def node(workers: int, redis: int | None) -> Iterator[Server]:
    """Bare Socket.IO on Node."""
    port = free_port()
    words = ["node", "bench/chat_node.mjs", str(port), str(workers)] + [str(redis)] * bool(redis)
    with program(words, port, SERVER_CORE, {}) as pids:
        yield Server("Node, socket.io", port, pids, lambda clients: bare_people(port, clients))


@contextmanager
def bare(name: str, driver: str, workers: int, redis: int | None) -> Iterator[Server]:
    """Flask-SocketIO under gunicorn with one of the two drivers."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", "-c", "bin/gunicorn.conf.py", "-w", str(workers)]
    env = {"PORT": str(port), "CHAT_DRIVER": driver}
    if redis:
        env["REDIS_URL"] = f"redis://127.0.0.1:{redis}"
    with program([*words, "bench.chat_bare:app"], port, SERVER_CORE, env) as pids:
        yield Server(name, port, pids, lambda clients: bare_people(port, clients))


def _asked(words: list[str], env: dict[str, str], given: str = "") -> str:
    """What `bench.chat_people` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.chat_people", *words], cwd=ROOT, env=environment(**env),
        input=given, text=True, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return done.stdout


@contextmanager
def real(
    name: str, folder: Path, url: str, most: int, workers: int, redis: int | None
) -> Iterator[Server]:
    """The site on an empty database at `url`, with one room of `most` members."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    env = site_environment(folder, DATABASE_URL=url, LOG_LEVEL="ERROR", DEMO="0")
    env |= {"PORT": str(port), "SITE_URL": origin, "WEB_CONCURRENCY": str(workers)}
    if redis:
        env["REDIS_URL"] = f"redis://127.0.0.1:{redis}"
    make_ready(env)
    room, *sessions = _asked(["make", str(most)], env).split()

    def people(clients: int) -> str:
        return _asked(["come", origin], env, "\n".join([room, *sessions[:clients]]))

    words = [sys.executable, "-m", "gunicorn", "-c", "bin/gunicorn.conf.py", "bench.chat_real:app"]
    with program(words, port, SERVER_CORE, env) as pids:
        yield Server(name, port, pids, people)


@contextmanager
def own_redis(folder: Path) -> Iterator[int | None]:
    """A Redis of our own beside the clients; None where there is none to start."""
    if not shutil.which("redis-server"):
        yield None
        return
    port = free_port()
    words = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(
        [*words, "--bind", "127.0.0.1", "--dir", str(folder)],
        stdout=subprocess.DEVNULL, preexec_fn=lambda: pin(CLIENT_CORE),
    )  # fmt: skip
    try:
        time.sleep(0.5)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def has_node() -> bool:
    """Whether the yardstick is here."""
    return bool(shutil.which("node")) and (ROOT / "node_modules" / "socket.io").is_dir()


def load_average() -> str:
    """Of the last minute, to judge the figures by."""
    return f"{os.getloadavg()[0]:.1f}"
