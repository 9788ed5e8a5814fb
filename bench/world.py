"""A community to measure: the demo world in some size, one member's open session, some addresses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.demo_world import make_world, site_environment
from tests.support.serving import ROOT, environment

# Synchronous workers for everybody, so that only the application differs.
OPTIONS = ("-c", "bin/gunicorn.conf.py", "-k", "sync")


@dataclass(frozen=True)
class World:
    """Where the site's data is, and what to ask it for."""

    environment: dict[str, str]
    bare: str
    pages: dict[str, tuple[str, str]]  # what it is called: path, session


def _addresses(env: dict[str, str]) -> list[str]:
    """Asks a process of its own, because the site reads its settings from the environment."""
    words = [sys.executable, "-m", "bench.addresses"]
    done = subprocess.run(
        words, cwd=ROOT, env=environment(**env), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()


@contextmanager
def world(url: str, bare: str, folder: Path, *, members: int, posts: int) -> Iterator[World]:
    """A filled database at `url` and the addresses of its busiest pages."""
    instance = folder / url.split(":")[0]
    env = site_environment(instance, DATABASE_URL=url, LOG_LEVEL="ERROR")
    print(f"making {members} members and {posts} posts", file=sys.stderr, flush=True)
    make_world(env, members=members, posts=posts)
    member, clinician, topic, experience, group, brief = _addresses(env)
    yield World(
        environment=env,
        bare=bare.replace("postgresql+psycopg://", "postgresql://"),
        pages={
            "topic of 20, signed out": (topic, ""),
            "topic of 20, signed in": (topic, member),
            "experience of 20, signed in": (experience, member),
            "group front, signed out": (group, ""),
            "group front, signed in": (group, member),
            "Today": ("/", member),
            "brief for clinicians": (brief, clinician),
            "sign in": ("/sign-in", ""),
        },
    )
