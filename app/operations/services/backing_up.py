"""`flask backup create`: the whole site in one sealed file, while it goes on writing."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from app.core.clock import now
from app.operations.services.archiving.parts import Packer
from app.operations.services.moving.columns import Fingerprint, encoded
from app.operations.services.moving.comparing import names_of
from app.operations.services.moving.places import CannotMove, Source, Tables, place_at

SUFFIX = ".backup"
FILES = "files"
# Copies of one person each, gone in a week: they are made again in a minute, and whoever was
# erased meanwhile must not come back in one.
LEFT_OUT = ("exports",)
# What somebody who sets the site up again wants to know. Secrets are only named.
SHOWN = (
    "SITE_URL", "SITE_NAME", "BABEL_DEFAULT_TIMEZONE", "MINIMUM_AGE", "PROXY_HOPS", "LOG_LEVEL",
    "LANGUAGES",
)  # fmt: skip


@dataclass
class Made:
    """What went into a backup."""

    path: Path
    at: datetime
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0


def create(config: Mapping[str, Any], *, instance: Path, target: Path, key: bytes) -> Made:
    """Write a backup to `target`; into it under a name of its own when it is a folder.

    Tables are read in one picture of the database, files after it: what a row of the picture
    points at was written before. Rows are never lost to a file that was removed meanwhile.

    Raises:
        CannotMove: the database is not there, is not of this site, or the file exists.
    """
    place = place_at(config["SQLALCHEMY_DATABASE_URI"])
    revision = place.revision()
    if revision is None:
        raise CannotMove("The database has no tables of this site.")
    at = now()
    if target.is_dir():
        target = target / f"common-thread-{at:%Y-%m-%dT%H%M%SZ}{SUFFIX}"
    tables = place.tables()
    made = Made(target, at)
    with _new_file(target) as file, place.reading() as rows:
        packer = Packer(file, key, at=at)
        packer.head(
            {
                "at": at.isoformat(),
                "schema": revision,
                "tables": names_of(tables),
                "settings": settings_of(config),
                "keys": key_marks(config),
            }
        )
        _pack_tables(packer, rows, tables, made)
        _pack_files(packer, instance / FILES, made)
        packer.finish()
    return made


def _pack_tables(packer: Packer, rows: Source, tables: Tables, made: Made) -> None:
    for table, columns in tables.items():
        seen = Fingerprint()
        packer.table(table, _encoded(rows.batches(table, columns), seen))
        packer.end_of_table(table, rows=seen.rows, fingerprint=seen.text)
        made.rows[table] = seen.rows


def _encoded(batches: Iterator[Any], seen: Fingerprint) -> Iterator[list[bytes]]:
    for batch in batches:
        rows = [encoded(row) for row in batch]
        seen.add(rows)
        yield rows


def _pack_files(packer: Packer, folder: Path, made: Made) -> None:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or name.parts[0] in LEFT_OUT:
            continue
        try:
            source = path.open("rb")
        except FileNotFoundError:  # removed since the folder was listed
            continue
        with source:
            packer.file(name.as_posix(), source)
        made.files += 1


def settings_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Settings that are no secrets."""
    return {name: config[name] for name in SHOWN if name in config}


def key_marks(config: Mapping[str, Any]) -> dict[str, str]:
    """A mark of every key in the configuration, to tell later whether it is still the same one.
    A key is long and random, so its mark tells nothing of it."""
    keys = {name: value for name, value in config.items() if name.endswith("_KEY")}
    return {
        name: hmac.digest(str(value).encode(), b"mark in backup", hashlib.sha256).hex()[:16]
        for name, value in sorted(keys.items())
        if value
    }


@contextmanager
def _new_file(target: Path) -> Iterator[BinaryIO]:
    """A file for its owner only, which has its name once it is whole and on the disk."""
    if target.exists():
        raise CannotMove(f"{target} exists already; a backup is never written over.")
    part = target.with_name(target.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
