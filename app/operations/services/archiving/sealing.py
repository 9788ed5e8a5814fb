"""One file of sealed chunks. Damage, a missing end, swapped, doubled or foreign chunks are seen.

    letters  "common thread backup 1\\n"
    head     creation time (8 bytes), salt (32), proof of the key (16)
    chunk    length (4), sealed bytes; again and again, the last one marked as last

Each file has a key of its own (HKDF-SHA256 of the operator's key and the salt), so that the
counter can be the nonce: 11 bytes for the number of the chunk, 1 for "this is the last". A chunk
at another place has the wrong number, a file that was cut has no last chunk. This is the STREAM
construction (Hoang, Reyhanitabar, Rogaway and Vizar, 2015) over AES-256-GCM. The head is bound
to every chunk.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS = b"common thread backup 1\n"
HEAD = struct.Struct(">Q32s16s")
LENGTH = struct.Struct(">I")
CHUNK = 1 << 20
_TAG = 16


class BadArchive(RuntimeError):
    """The file is no backup, is damaged, or was sealed with another key."""


def _keys(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The key of this file, and what shows that it is the right one."""
    made = HKDF(SHA256(), 48, salt=salt, info=b"common thread backup").derive(key)
    return made[:32], made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class Sealer:
    """Takes bytes, writes sealed chunks. Without `finish` the file has no end and is refused."""

    def __init__(self, file: BinaryIO, key: bytes, *, at: datetime) -> None:
        salt = os.urandom(32)
        secret, proof = _keys(key, salt)
        self._file, self._seal = file, AESGCM(secret)
        self._head = LETTERS + HEAD.pack(int(at.timestamp()), salt, proof)
        self._number, self._waiting = 0, bytearray()
        file.write(self._head)

    def write(self, data: bytes) -> None:
        """Take some more."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            chunk = bytes(self._waiting[:CHUNK])
            del self._waiting[:CHUNK]
            self._write(chunk, last=False)

    def _write(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._seal.encrypt(_nonce(self._number, last=last), chunk, self._head)
        self._file.write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1

    def finish(self) -> None:
        """Write the last chunk, marked as such."""
        self._write(bytes(self._waiting), last=True)
        self._waiting.clear()


class Opener:
    """Reads a sealed file from front to end; nothing unproven leaves it."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Raises:
        BadArchive: no backup, or another key.
        """
        self.at, salt, proof, self._head = _head_of(file)
        secret, wanted = _keys(key, salt)
        if not compare_digest(proof, wanted):
            raise BadArchive("This backup was made with another key.")
        self._file, self._open = file, AESGCM(secret)
        self._number, self._ended = 0, False
        self._next = self._length()

    def _length(self) -> int | None:
        data = self._file.read(LENGTH.size)
        if not data:
            return None
        if len(data) < LENGTH.size:
            raise BadArchive("The backup is cut off.")
        (length,) = LENGTH.unpack(data)
        if not _TAG <= length <= CHUNK + _TAG:
            raise BadArchive("The backup is damaged.")
        return int(length)

    def _chunk(self) -> bytes:
        if self._next is None:
            raise BadArchive("The backup is cut off: its end is missing.")
        sealed = self._file.read(self._next)
        self._next = self._length() if len(sealed) == self._next else None
        last = self._next is None
        try:
            chunk = self._open.decrypt(_nonce(self._number, last=last), sealed, self._head)
        except InvalidTag:
            where = "is cut off or damaged near its end" if last else "is damaged or out of order"
            raise BadArchive(f"The backup {where} (chunk {self._number + 1}).") from None
        self._number += 1
        self._ended = last
        return chunk

    def chunks(self) -> Iterator[bytes]:
        """All that was sealed, from front to end.

        Raises:
            BadArchive: damaged, cut off, or out of order.
        """
        while not self._ended:
            yield self._chunk()


def _head_of(file: BinaryIO) -> tuple[datetime, bytes, bytes, bytes]:
    head = file.read(len(LETTERS) + HEAD.size)
    if not head.startswith(LETTERS) or len(head) < len(LETTERS) + HEAD.size:
        raise BadArchive("This file is not a backup of this program.")
    seconds, salt, proof = HEAD.unpack(head[len(LETTERS) :])
    return datetime.fromtimestamp(seconds, UTC), salt, proof, head


def created_at(file: BinaryIO) -> datetime:
    """When a backup was made, as it says itself; needs no key and proves nothing.

    Raises:
        BadArchive: it is no backup.
    """
    return _head_of(file)[0]
