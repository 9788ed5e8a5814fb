"""What a backup holds, as frames in one compressed stream: head, tables, files, end.

    H  what the backup is: schema version, columns of every table, settings
    T  a table begins; R its rows, some at a time; E its end with count, fingerprint and SHA-256
    F  a file begins; B its bytes, some at a time; E its end with SHA-256
    Z  how many tables and files there were

Rows are JSON, so that a backup can be read in twenty years without this program.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO

from app.operations.services.archiving.sealing import BadArchive, Opener, Sealer

FRAME = struct.Struct(">cI")
FORMAT = 1
_PIECE = 1 << 18


@dataclass(frozen=True)
class Ended:
    """What a table or a file amounted to."""

    kind: str
    name: str
    rows: int
    fingerprint: str
    sha256: str


class Packer:
    """Writes the frames. Call in the order of the module's first lines."""

    def __init__(self, file: BinaryIO, key: bytes, *, at: datetime) -> None:
        self._sealer = Sealer(file, key, at=at)
        # The fastest level: text shrinks to a quarter, and a stronger one would take minutes.
        self._squeeze = zlib.compressobj(1)
        self._parts: dict[str, int] = {"table": 0, "file": 0}

    def head(self, said: dict[str, Any]) -> None:
        """The first frame."""
        self._frame(b"H", _text({"format": FORMAT, **said}))

    def table(self, name: str, batches: Iterable[list[bytes]]) -> None:
        """Rows that are JSON already. The fingerprint is the caller's: see `end_of_table`."""
        self._frame(b"T", _text({"name": name}))
        self._digest = sha256()
        for batch in batches:
            data = b"[" + b",".join(batch) + b"]"
            self._digest.update(data)
            self._frame(b"R", data)

    def end_of_table(self, name: str, *, rows: int, fingerprint: str) -> None:
        """Count and fingerprint are known when all rows have passed."""
        self._end("table", name, rows=rows, fingerprint=fingerprint)

    def file(self, name: str, source: BinaryIO) -> None:
        """A file by its path below the folder of files."""
        self._frame(b"F", _text({"name": name}))
        self._digest = sha256()
        while data := source.read(_PIECE):
            self._digest.update(data)
            self._frame(b"B", data)
        self._end("file", name)

    def _end(self, kind: str, name: str, **more: Any) -> None:
        said = {"kind": kind, "name": name, "sha256": self._digest.hexdigest(), **more}
        self._frame(b"E", _text(said))
        self._parts[kind] += 1

    def finish(self) -> None:
        """The last frame; without it a backup is refused."""
        self._frame(b"Z", _text(self._parts))
        self._sealer.write(self._squeeze.flush())
        self._sealer.finish()

    def _frame(self, kind: bytes, data: bytes) -> None:
        self._sealer.write(self._squeeze.compress(FRAME.pack(kind, len(data)) + data))


def _text(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode("utf-8")


class Unpacker:
    """Reads the frames in their order."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        opener = Opener(file, key)
        self.at = opener.at
        self._chunks = opener.chunks()
        self._swell = zlib.decompressobj()
        self._ready, self._taken = b"", 0
        kind, data = self._frame()
        self.head: dict[str, Any] = json.loads(data) if kind == b"H" else {}
        if self.head.get("format") != FORMAT:
            raise BadArchive("This backup was made by another version of this program.")

    def parts(self) -> Iterator[tuple[str, str]]:
        """("table", name) and ("file", name) in turn; take each with `rows` or `contents` to its end.

        Raises:
            BadArchive: parts are missing, or something follows the end.
        """
        seen = {"table": 0, "file": 0}
        while True:
            kind, data = self._frame()
            said = json.loads(data)
            if kind == b"Z":
                break
            name = {b"T": "table", b"F": "file"}.get(kind)
            if name is None:
                raise BadArchive("The backup is not in order.")
            seen[name] += 1
            yield name, said["name"]
        if said != seen or next(self._chunks, b"") or self._taken < len(self._ready):
            raise BadArchive("The backup is not complete.")

    def rows(self) -> Iterator[list[list[Any]]]:
        """The rows of the table that has begun."""
        for data in self._pieces(b"R"):
            yield json.loads(data)

    def contents(self) -> Iterator[bytes]:
        """The bytes of the file that has begun."""
        return self._pieces(b"B")

    def _pieces(self, wanted: bytes) -> Iterator[bytes]:
        digest = sha256()
        while True:
            kind, data = self._frame()
            if kind != wanted:
                break
            digest.update(data)
            yield data
        if kind != b"E":
            raise BadArchive("The backup is not in order.")
        said = json.loads(data)
        if said["sha256"] != digest.hexdigest():
            raise BadArchive(f"{said['name']} is not what was backed up.")
        self.ended = Ended(
            said["kind"],
            said["name"],
            said.get("rows", 0),
            said.get("fingerprint", ""),
            said["sha256"],
        )

    def _frame(self) -> tuple[bytes, bytes]:
        kind, size = FRAME.unpack(self._exactly(FRAME.size))
        return kind, self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        while len(self._ready) - self._taken < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise BadArchive("The backup ends too early.")
            self._ready = self._ready[self._taken :] + self._swell.decompress(chunk)
            self._taken = 0
        data = self._ready[self._taken : self._taken + size]
        self._taken += size
        return data
