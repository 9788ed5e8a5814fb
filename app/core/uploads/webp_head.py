"""The size of a WebP picture from its first thirty bytes (WebP container specification, RFC 9649).

Pillow has no way to ask: opening one already takes the memory that its head claims to need.
"""

from __future__ import annotations


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height; None when the head is none of the three kinds."""
    head, kind = content[:30], content[12:16]
    if len(head) < 30:
        return None
    if kind == b"VP8X":
        return _number(head[24:27]) + 1, _number(head[27:30]) + 1
    if kind == b"VP8L" and head[20] == 0x2F:
        bits = _number(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        return _number(head[26:28]) & 0x3FFF, _number(head[28:30]) & 0x3FFF
    return None


def _number(part: bytes) -> int:
    return int.from_bytes(part, "little")
