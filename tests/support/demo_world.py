"""A small demo world, made by the commands an operator would type, once for all test workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from tests.support.serving import environment, run_commands


def world_commands(*, members: int, posts: int) -> list[list[str]]:
    """What makes an empty database a community with released summaries."""
    size = ["--members", str(members), "--posts", str(posts)]
    return [
        ["db", "upgrade"],
        ["catalogue", "load"],
        ["demo", "create", *size],
        ["insights", "release"],
    ]


def site_environment(instance: Path, **more: str) -> dict[str, str]:
    """Variables of the site with its data in the folder `instance`."""
    return {"APP_ENV": "development", "DEMO": "1", "INSTANCE_DIR": str(instance), **more}


def own_copy(base: Path) -> Path:
    """The world for one worker, below its `base`: the first one makes it, every one copies it.

    TEST_DEMO_WORLD names a folder that keeps it between runs, for those who work on pages.
    """
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    pristine = Path(os.environ.get("TEST_DEMO_WORLD", shared / "demo-world"))
    with pristine.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not pristine.exists():
            being_made = pristine.with_suffix(".being-made")
            shutil.rmtree(being_made, ignore_errors=True)
            commands = world_commands(members=300, posts=3000)
            run_commands(commands, environment(**site_environment(being_made)))
            being_made.rename(pristine)
    return shutil.copytree(pristine, base / "world")
