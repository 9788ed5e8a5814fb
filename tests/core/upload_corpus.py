"""Pictures and documents made on the spot: ordinary ones full of traces, and bad ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = "SERIAL-48151623"
PLACE = (51.0, 28.0, 38.25)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def drawn(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red (dark, in grey), so that one sees how it was turned."""
    image = Image.new(mode, size, "blue" if mode in ("RGB", "RGBA") else 200)
    image.paste("red" if mode in ("RGB", "RGBA") else 20, (0, 0, size[0] // 2, size[1]))
    return image


def saved(image: Image.Image, kind: str, **values: Any) -> bytes:
    """As a file of that kind."""
    out = io.BytesIO()
    image.save(out, format=kind, **values)
    return out.getvalue()


def traces(orientation: int = 1) -> Image.Exif:
    """What a camera writes: place, serial number, owner, software."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "Camera of " + SECRET, SECRET
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", PLACE
    exif.get_ifd(0x8769)[0xA431] = SECRET
    return exif


def full_of_traces(kind: str, orientation: int = 1) -> bytes:
    """A picture with everything that can be hidden beside its points."""
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    values: dict[str, Any] = {
        "exif": traces(orientation).tobytes(),
        "icc_profile": b"\0" * 40 + SECRET.encode() + b"\0" * 88,
    }
    if kind == "JPEG":
        values |= {"comment": SECRET.encode(), "xmp": xmp}
    if kind == "WEBP":
        values["xmp"] = xmp
    if kind == "PNG":
        texts = PngInfo()
        texts.add_text("Comment", SECRET)
        texts.add_text("Author", SECRET, zip=True)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        values["pnginfo"] = texts
    hidden = b"<script>alert(1)</script>" + SECRET.encode()
    return saved(drawn(), kind, **values) + hidden


def chunk(name: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


def png(width: int, height: int, *parts: bytes, points: bytes = b"\0") -> bytes:
    """A PNG that claims a size and brings whatever points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = chunk(b"IDAT", zlib.compress(points))
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), *parts, packed, chunk(b"IEND", b""))
    )


def jpeg_of_claimed_size(width: int, height: int) -> bytes:
    """A small JPEG whose head claims another size."""
    content = bytearray(saved(drawn(), "JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_of_claimed_size(width: int, height: int) -> bytes:
    """A small WebP inside a frame that claims another size."""
    inner = saved(drawn(), "WEBP")[12:]
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sizes
    body = b"WEBP" + frame + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bombs() -> dict[str, bytes]:
    """Small files that want to be large in memory."""
    much = zlib.compress(b"\0" * 60_000_000, 9)
    text = b"Comment\0\0" + much
    return {
        "PNG of 2.5 thousand million points": png(50_000, 50_000),
        "PNG one point over": png(4001, 4000),
        "PNG long and thin": png(1_000_000, 1),
        "PNG with far more points than it says": png(30_000, 700, points=b"\0" * 60_000_000),
        "PNG with a text that unpacks to much": png(9, 9, *[chunk(b"zTXt", text)] * 8),
        "PNG with a colour table that unpacks to much": png(9, 9, chunk(b"iCCP", b"a\0\0" + much)),
        "JPEG of 4 thousand million points": jpeg_of_claimed_size(65_500, 65_500),
        "JPEG one row over": jpeg_of_claimed_size(4000, 4001),
        "WebP of 268 million points": webp_of_claimed_size(16_384, 16_384),
        "WebP of 2 to the 48 points": webp_of_claimed_size(2**24, 2**24),
        "points that are not there": png(4000, 4000),
    }


def zip_bomb() -> bytes:
    """An archive under a picture's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("picture.png", b"\0" * 20_000_000)
    return out.getvalue()


def not_pictures() -> dict[str, bytes]:
    """Everything else that calls itself a picture."""
    small = drawn((4, 4))
    moving = {"save_all": True, "append_images": [drawn((4, 4), "RGB").rotate(90)], "duration": 50}
    return {
        "GIF": saved(small, "GIF"),
        "BMP": saved(small, "BMP"),
        "TIFF": saved(small, "TIFF"),
        "ICO": saved(small, "ICO"),
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "SVG": SVG,
        "SVG after a mark of order": b"\xef\xbb\xbf" + SVG,
        "HTML": b"<!doctype html><script>alert(1)</script>",
        "script behind a GIF's name": b"GIF89a/*\0\0*/=1;alert(1)",
        "ZIP": zip_bomb(),
        "PNG after a page": b"<html>" + saved(small, "PNG"),
        "moving PNG": saved(small, "PNG", **moving),
        "moving WebP": saved(small, "WEBP", **moving),
        "RIFF that is a sound": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40,
        "nothing but a signature of JPEG": b"\xff\xd8\xff\xe0",
        "nothing but a signature of PNG": b"\x89PNG\r\n\x1a\n",
        "nothing but a signature of WebP": b"RIFF\0\0\0\0WEBP",
        "WebP of no kind": b"RIFF\x30\0\0\0WEBPVP9 " + b"\0" * 60,
    }
