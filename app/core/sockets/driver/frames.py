"""Bytes of websocket frames that a server sends (RFC 6455, section 5.2): never masked, never split."""

from __future__ import annotations

import struct
from typing import Any

TEXT, BINARY, CLOSE, PONG = 0x1, 0x2, 0x8, 0xA
_LAST = 0x80
# A control frame carries at most 125 bytes, of which two are the code.
_LONGEST_REASON = 123


def frame(opcode: int, payload: bytes) -> bytes:
    """One whole message."""
    size = len(payload)
    first = _LAST | opcode
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65_536:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


def message(words: str | bytes) -> bytes:
    """Text or bytes as one frame."""
    if isinstance(words, str):
        return frame(TEXT, words.encode())
    return frame(BINARY, words)


def closing(code: int, reason: str = "") -> bytes:
    """The frame that ends a conversation."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode()[:_LONGEST_REASON])


def of_packet(packet: Any) -> bytes:
    """The frame of an Engine.IO packet. A broadcast hands the same packet to every socket, so the
    frame is made once and kept on it; both are gone when the broadcast is."""
    made: bytes | None = getattr(packet, "frame", None)
    if made is None:
        made = packet.frame = message(packet.encode())
    return made
