"""Copies as they lie on the disk: sealed, under a random name, in pieces.

Every piece is sealed for its place in its file, and the last one says that it is the last: none
can be left out, swapped, or put into another member's file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from app.core.database import new_public_id
from app.core.instance import instance_path
from app.core.security.sealing import seal, unseal

PIECE = 1024 * 1024
_LENGTH = 4


def store(content: bytes, *, export_id: str) -> str:
    """Write a file, wait until the disk has it, and give its name."""
    name = new_public_id()
    path = _path(name)
    unfinished = path.with_suffix(".part")
    starts = range(0, max(len(content), 1), PIECE)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for start in starts:
            place = _place(export_id, start // PIECE, is_last=start == starts[-1])
            piece = seal(content[start : start + PIECE], place=place)
            file.write(len(piece).to_bytes(_LENGTH, "big") + piece)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    return name


def is_there(name: str) -> bool:
    """Whether the file lies where it should."""
    return bool(name) and _path(name).exists()


def read(name: str, *, export_id: str) -> Iterator[bytes]:
    """The content again, piece by piece.

    Raises:
        Unsealable: it was changed, cut, or is the file of another copy.
    """
    sealed = list(_pieces(_path(name)))
    for number, piece in enumerate(sealed):
        is_last = number == len(sealed) - 1
        yield unseal(piece, place=_place(export_id, number, is_last=is_last))


def remove(name: str) -> None:
    """Delete a file; a name without one is fine."""
    if name:
        _path(name).unlink(missing_ok=True)


def names() -> set[str]:
    """Every file that lies there, unfinished ones too."""
    folder = _path("any").parent
    return {path.name for path in folder.iterdir() if path.is_file()}


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while head := file.read(_LENGTH):
            yield file.read(int.from_bytes(head, "big"))


def _path(name: str) -> Path:
    return instance_path("files", "exports", name)


def _place(export_id: str, number: int, *, is_last: bool) -> str:
    return f"exports:{export_id}:{number}:{'last' if is_last else 'more'}"
