"""How a request becomes a websocket (RFC 6455, section 4.2).

No extension is ever agreed to: permessage-deflate would cost a quarter of the speed and 170 KB for
each socket. No subprotocol either: Socket.IO has none.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_VERSION = "13"


class BadHandshake(Exception):
    """The request is no websocket handshake of the one version there is."""

    def __init__(self, status: str, *headers: tuple[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.headers = [("Content-Type", "text/plain"), ("Connection", "close"), *headers]


def _words(environ: dict[str, Any], name: str) -> set[str]:
    return {word.strip().lower() for word in environ.get(name, "").split(",")}


def _key(environ: dict[str, Any]) -> bytes:
    """Sixteen bytes in base64, as they came.

    Raises:
        BadHandshake: it is missing or something else.
    """
    key: str = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").strip()
    try:
        if len(base64.b64decode(key, validate=True)) == 16:
            return key.encode("ascii")
    except (binascii.Error, ValueError):
        pass
    raise BadHandshake("400 Bad Request")


def answer(environ: dict[str, Any]) -> bytes:
    """What to send before the first frame.

    Raises:
        BadHandshake: with the answer for it.
    """
    if environ.get("REQUEST_METHOD") != "GET" or environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
        raise BadHandshake("400 Bad Request")
    upgrades = "websocket" in _words(environ, "HTTP_UPGRADE")
    if not upgrades or "upgrade" not in _words(environ, "HTTP_CONNECTION"):
        raise BadHandshake("400 Bad Request")
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION", "").strip() != _VERSION:
        raise BadHandshake("426 Upgrade Required", ("Sec-WebSocket-Version", _VERSION))
    proof = hashlib.sha1(_key(environ) + _GUID, usedforsecurity=False).digest()
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + base64.b64encode(proof) + b"\r\n\r\n"
    )
