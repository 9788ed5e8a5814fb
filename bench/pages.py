"""Requests per second of the site's pages beside bare ones, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg

from bench import bare
from bench.rounds import Target, measure, table
from bench.world import OPTIONS, World, world
from tests.support.serving import serving

BESIDE = "bare page"


def targets(stack: ExitStack, place: World, *, workers: int) -> list[Target]:
    """Start the three servers and name what is asked of them."""
    options = [*OPTIONS, "-w", str(workers)]
    hello = stack.enter_context(serving("bench.bare:hello", options))
    page = stack.enter_context(serving("bench.bare:page", options, BARE_DATABASE=place.bare))
    site = stack.enter_context(serving("wsgi:app", options, **place.environment))
    return [
        Target("bare hello", f"{hello}/"),
        Target(BESIDE, f"{page}/"),
        *(
            Target(name, site + path, f"session={word}" if word else "")
            for name, (path, word) in place.pages.items()
        ),
    ]


def run(title: str, place: World, *, workers: int, rounds: int, seconds: int) -> None:
    """Measure on one engine and print its table."""
    bare.fill(place.bare)
    with ExitStack() as stack:
        found = measure(targets(stack, place, workers=workers), rounds=rounds, seconds=seconds)
    print(f"\n**{title}** ({rounds} rounds of {seconds} s, 16 connections, medians)\n")
    print(table(found, beside=BESIDE))


def main() -> None:
    """Both engines, unless only one is asked for or PostgreSQL is not there."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=int, default=3)
    words.add_argument("--members", type=int, default=1000)
    words.add_argument("--posts", type=int, default=20_000)
    chosen = words.parse_args()
    size = {"members": chosen.members, "posts": chosen.posts}
    pace = {"rounds": chosen.rounds, "seconds": chosen.seconds}
    with tempfile.TemporaryDirectory() as folder:
        if chosen.engine != "postgresql":
            url = f"sqlite:///{folder}/site.db"
            with world(url, f"{folder}/bare.db", Path(folder), **size) as place:
                run("SQLite, 1 worker", place, workers=1, **pace)
        if chosen.engine == "sqlite":
            return
        server = os.environ.get("TEST_POSTGRES_URL", "postgresql:///postgres")
        name = f"common_thread_bench_{os.getpid()}"
        url = server.rsplit("/", 1)[0] + "/" + name
        try:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
        except psycopg.OperationalError:
            print("PostgreSQL is not installed here; its table is left out.", file=sys.stderr)
            return
        try:
            with world(url, url, Path(folder), **size) as place:
                run("PostgreSQL, 2 workers", place, workers=2, **pace)
        finally:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
