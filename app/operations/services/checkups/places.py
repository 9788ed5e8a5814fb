"""Files, disks and servers around the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url

from app.core.checkups import Problem, amber, checkup
from app.core.clock import now
from app.core.instance import instance
from app.operations.services.pruning import backups_in

LEAST_ROOM = 0.10
LITTLE_ROOM = 0.20
# One day, and two hours for a backup that takes long.
FRESH = timedelta(hours=26)


def database_file() -> Path | None:
    """The file of a site on SQLite."""
    address = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database))


@checkup("Only the site's own user reads its files")
def permissions() -> Iterator[Problem | str]:
    """A closed folder protects what is in it; a file in an open one must be closed itself."""
    folders = {instance()} | ({database_file().parent} if database_file() else set())  # type: ignore[union-attr]
    for folder in sorted(folders):
        if not folder.exists() or not folder.stat().st_mode & 0o077:
            continue
        yield f"Other users of this machine can look into {folder}. Type: chmod 700 {folder}"


@checkup("There is room on the disk")
def room() -> Iterator[Problem | str]:
    """A tenth of it at least: a full disk refuses every post."""
    places = [instance(), *([database_file()] if database_file() else [])]
    for disk in {place.parent if place.is_file() else place for place in places if place}:
        if not disk.exists():
            continue
        usage = shutil.disk_usage(disk)
        free = usage.free / usage.total
        words = f"{free:.0%} of the disk under {disk} is free."
        if free < LEAST_ROOM:
            yield words
        elif free < LITTLE_ROOM:
            yield amber(words)


@checkup("Redis answers")
def redis_answers() -> Iterator[Problem | str]:
    """Where one is configured."""
    url = current_app.config.get("REDIS_URL")
    if not url:
        return
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping()
    except redis.RedisError as error:
        yield f"REDIS_URL is set, but Redis does not answer ({type(error).__name__})."


@checkup("There is a fresh backup")
def fresh_backup() -> Iterator[Problem | str]:
    """In the folder that BACKUP_FOLDER names."""
    folder = os.environ.get("BACKUP_FOLDER")
    if not folder:
        yield amber("BACKUP_FOLDER is not set, so nobody here knows how old the last backup is.")
        return
    found = backups_in(Path(folder))
    if not found:
        yield f"There is no backup in {folder}."
    elif now() - found[0].at > FRESH:
        yield f"The newest backup is from {found[0].at:%Y-%m-%d %H:%M} UTC."
