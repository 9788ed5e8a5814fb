"""Small secrets that the site must be able to read again, encrypted where they lie (safety.md A-11).

AES-256-GCM. The keys come from `SECRET_KEY` and, so that it can be changed, from those before it
in `SECRET_KEY_FALLBACKS`: sealed is with the newest, opened with the one that the value names.
Every value is bound to its place, so that nobody who can write into the database moves one
member's secret into the row of another. Changing the key: `flask keys rotate`, see `rotating`.

A sealed value: version (1 byte), key id (4), nonce (12), ciphertext with its tag (16 longer).
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from flask import current_app

VERSION = b"\x01"
KEY_ID_BYTES, NONCE_BYTES, TAG_BYTES = 4, 12, 16
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES
# What a sealed value is longer than its content.
OVERHEAD = HEAD_BYTES + NONCE_BYTES + TAG_BYTES


class Unsealable(ValueError):
    """Nothing readable: cut off, changed, from another place, or sealed with a key that is gone."""


class _Key(NamedTuple):
    id: bytes
    secret: bytes


def seal(data: bytes, *, place: str) -> bytes:
    """Encrypt `data` for one place, "table.column:number of the row or the member"."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, nonce = _keys()[0], os.urandom(NONCE_BYTES)
    return VERSION + key.id + nonce + AESGCM(key.secret).encrypt(nonce, data, place.encode())


def unseal(data: bytes, *, place: str) -> bytes:
    """What was sealed for this place.

    Raises:
        Unsealable: it cannot be read here; the message tells nothing about the content.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = _key_of(data)
    if key is None or len(data) < OVERHEAD:
        raise Unsealable("not sealed with a key of this site")
    nonce, sealed = data[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES], data[HEAD_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(key.secret).decrypt(nonce, sealed, place.encode())
    except InvalidTag:
        raise Unsealable("changed, or sealed for another place") from None


def reseal(data: bytes, *, place: str) -> bytes | None:
    """The same content under the newest key; None when it is sealed with that already.

    Raises:
        Unsealable: it cannot be read here.
    """
    if _key_of(data) == _keys()[0]:
        return None
    return seal(unseal(data, place=place), place=place)


def _key_of(data: bytes) -> _Key | None:
    head = data[:HEAD_BYTES]
    return next((key for key in _keys() if head == VERSION + key.id), None)


def _keys() -> list[_Key]:
    """The newest first."""
    config = current_app.config
    secrets = [config["SECRET_KEY"], *(config.get("SECRET_KEY_FALLBACKS") or ())]
    return [_derived(secret) for secret in secrets]


@lru_cache(maxsize=16)
def _derived(secret: str) -> _Key:
    """One secret serves several ends; each end gets a key of its own from it."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    material = HKDF(
        algorithm=SHA256(), length=32 + KEY_ID_BYTES, salt=None, info=b"sealing of small values"
    ).derive(secret.encode())
    return _Key(id=material[32:], secret=material[:32])
