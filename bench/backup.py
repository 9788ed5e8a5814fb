"""A million posts: how long to back them up, restore them, and move them to PostgreSQL.

Makes a community in a folder of its own first, which takes minutes. Seconds on the clock belong to
this minute of this machine; processor seconds of the command less so, so both are given.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.demo_world import make_ready, site_environment
from tests.support.engines import postgres_database, postgres_is_here
from tests.support.serving import ROOT, environment


def typed(env: dict[str, str], *words: str) -> tuple[float, float]:
    """Seconds on the clock and of the processor that a command took.

    Raises:
        RuntimeError: it failed.
    """
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT, env=environment(**env), capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout}{done.stderr}"[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


def measure(folder: Path, *, members: int, posts: int) -> dict[str, tuple[float, float]]:
    """Every command of an operator on one community."""
    env = site_environment(folder / "site", LOG_LEVEL="ERROR")
    env |= {"BACKUP_KEY_FILE": str(folder / "key"), "BACKUP_FOLDER": str(folder)}
    print(f"making {members} members and {posts} posts", file=sys.stderr, flush=True)
    make_ready(env)
    typed(env, "demo", "create", "--members", str(members), "--posts", str(posts))
    typed(env, "backup", "key", "--file", str(folder / "key"))
    archive = str(folder / "one.backup")
    found = {"backup create": typed(env, "backup", "create", archive)}
    found["backup verify"] = typed(env, "backup", "verify", archive)
    other = site_environment(folder / "restored", BACKUP_KEY_FILE=str(folder / "key"))
    found["backup restore"] = typed(other, "backup", "restore", archive)
    if postgres_is_here():
        with postgres_database("common_thread_bench_copy") as url:
            found["database copy to PostgreSQL"] = typed(env, "database", "copy", "--to", url)
    return found


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--members", type=int, default=20_000)
    words.add_argument("--posts", type=int, default=1_000_000)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), members=chosen.members, posts=chosen.posts)
    print(f"| {chosen.posts} posts | seconds | processor seconds |\n|---|---:|---:|")
    for name, (seconds, used) in found.items():
        print(f"| {name} | {seconds:.0f} | {used:.0f} |")


if __name__ == "__main__":
    main()
