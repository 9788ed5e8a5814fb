"""A small demo world, made by the commands an operator would type, once for all test workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from tests.support.serving import environment, run_commands


def site_environment(instance: Path, **more: str) -> dict[str, str]:
    """Variables of the site with its data in the folder `instance`."""
    return {"APP_ENV": "development", "DEMO": "1", "INSTANCE_DIR": str(instance), **more}


def make_ready(variables: dict[str, str]) -> None:
    """Tables and catalogue, nobody in it yet."""
    run_commands([["ready"]], environment(**{**variables, "DEMO": "0"}))


def make_world(variables: dict[str, str], *, members: int, posts: int) -> None:
    """Turn an empty database into a community with released summaries."""
    make_ready(variables)
    size = ["--members", str(members), "--posts", str(posts)]
    run_commands([["demo", "create", *size], ["insights", "release"]], environment(**variables))


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
            make_world(site_environment(being_made), members=1000, posts=3000)
            being_made.rename(pristine)
    return shutil.copytree(pristine, base / "world")
