"""`flask backup verify` and `flask backup restore`: put together beside, checked, then moved."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from flask import Flask

from app.operations.services.archiving.parts import Unpacker
from app.operations.services.archiving.sealing import BadArchive
from app.operations.services.backing_up import key_marks
from app.operations.services.moving.columns import Fingerprint
from app.operations.services.moving.comparing import compare, in_order_of
from app.operations.services.moving.places import CannotMove, Place
from app.operations.services.moving.scratch import known_revisions, migrate_to, scratch_beside


@dataclass
class Unpacked:
    """A backup that was put together in a scratch database and found whole."""

    at: datetime
    schema: str
    is_newest: bool
    place: Place
    files: Path
    rows: dict[str, int] = field(default_factory=dict)
    file_count: int = 0
    settings: dict[str, Any] = field(default_factory=dict)
    other_keys: list[str] = field(default_factory=list)


@contextmanager
def unpacked(
    site: Flask, archive: Path, *, key: bytes, files: Path, told: Callable[[str], None]
) -> Iterator[Unpacked]:
    """Open a backup, fill a scratch database beside the real one, check everything.

    Files are laid out in the folder `files`, which must not exist; it is removed at the end
    unless it was moved.

    Raises:
        BadArchive: another key, damaged, cut off, out of order.
        CannotMove: made by a newer version, or what was filled is not what was packed.
    """
    url: str = site.config["SQLALCHEMY_DATABASE_URI"]
    with _opened(archive) as handle, scratch_beside(url) as place:
        source = Unpacker(handle, key)
        schema, known = source.head["schema"], known_revisions(site)
        if schema not in known:
            raise CannotMove(
                f"The backup has schema {schema}, which this version does not know. Install the "
                "version of the program that made it, or a newer one."
            )
        found = Unpacked(
            source.at, schema, schema == known[-1], place, files, settings=source.head["settings"]
        )
        found.other_keys = _other_keys(source.head["keys"], site.config)
        migrate_to(site, place.url, schema)
        try:
            files.mkdir(mode=0o700, parents=True)
            _fill(source, found, told)
            faults = place.faults()
            if faults:
                raise CannotMove("What was backed up is broken: " + "; ".join(faults))
            yield found
        finally:
            shutil.rmtree(files, ignore_errors=True)


@contextmanager
def _opened(archive: Path) -> Iterator[Any]:
    try:
        handle = archive.open("rb")
    except OSError as error:
        raise BadArchive(f"{archive} cannot be read: {error.strerror}.") from None
    with handle:
        yield handle


def _other_keys(marks: Mapping[str, str], config: Mapping[str, Any]) -> list[str]:
    """Keys that this site has not, or has others for."""
    here = key_marks(config)
    return [name for name, mark in marks.items() if here.get(name) != mark]


def _fill(source: Unpacker, found: Unpacked, told: Callable[[str], None]) -> None:
    columns = in_order_of(source.head["tables"], found.place.tables())
    seen: dict[str, Fingerprint] = {}
    with found.place.loading() as filling:
        for kind, name in source.parts():
            if kind == "file":
                _lay_out(source, found, name)
                continue
            told(name)
            filling.fill(name, columns[name], source.rows())
            # Proven by the seal; what stands in the tables in the end is counted against it.
            seen[name] = Fingerprint.of(source.ended.rows, source.ended.fingerprint)
    if set(seen) != set(columns):
        raise BadArchive(f"Tables are missing: {', '.join(sorted(set(columns) - set(seen)))}")
    for one in compare(seen, found.place, columns):
        if not one.is_same:
            raise CannotMove(f"{one.table} did not arrive as it was packed.")
        found.rows[one.table] = one.there.rows


def _lay_out(source: Unpacker, found: Unpacked, name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BadArchive("The backup wants to write outside of its folder.")
    target = found.files / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for data in source.contents():
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    found.file_count += 1
