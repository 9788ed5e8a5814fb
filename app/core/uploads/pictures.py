"""Pictures: checked before they are unpacked, then drawn anew without anything else in them.

Place, time and serial number of a camera, comments, colour tables and whatever hangs behind the
picture are gone, because only its points are taken over.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from flask_babel import gettext as _

from app.core.computing import beside_the_loop
from app.core.errors import Invalid
from app.core.uploads import webp_head
from app.core.uploads.reading import FIELD, Upload, kind_of, read_at_most

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PICTURE_BYTES = 8_000_000
# Points are what a picture takes in memory, four bytes each and several times over. Phones take
# pictures of 12 million.
MOST_PIXELS = 16_000_000
MOST_EDGE = 12_000
_QUALITY = 88
_KINDS = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
# What Pillow raises for files that are broken by accident or on purpose.
_BROKEN = (
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, SyntaxError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip


def picture(stream: IO[bytes]) -> Upload:
    """A JPEG, PNG or WebP, upright and drawn anew in its own kind.

    Raises:
        Invalid: another kind, too many bytes or points, moving, or not whole.
    """
    content = read_at_most(stream, MOST_PICTURE_BYTES)
    kind = kind_of(content)
    if kind not in _KINDS:
        raise Invalid(FIELD, _("Send a picture as JPEG, PNG or WebP."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drawn = _drawn_anew(content, kind)
    except _BROKEN:
        raise Invalid(
            FIELD, _("This picture cannot be read. Save it once more, or send another.")
        ) from None
    return Upload(drawn, *_KINDS[kind])


def _drawn_anew(content: bytes, kind: str) -> bytes:
    if kind == "WEBP":
        _refuse_too_many_points(*(webp_head.size_of(content) or (0, 0)))
    image = _opened(content, kind)
    _refuse_too_many_points(*image.size)
    if getattr(image, "is_animated", False):
        raise Invalid(FIELD, _("Moving pictures are not taken here. Send a still one."))
    return beside_the_loop(_redrawn, image, kind)


def _redrawn(image: Image, kind: str) -> bytes:
    """Takes seconds for a large picture."""
    image.load()
    _turn_upright(image)
    return _written(_plain(image, kind), kind)


def _opened(content: bytes, kind: str) -> Image:
    """Its head only; nothing is unpacked yet. Pillow is loaded here: it takes ten megabytes, and
    most days nobody sends a picture."""
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    openers: dict[str, Callable[[IO[bytes]], Image]] = {
        "JPEG": JpegImagePlugin.JpegImageFile,
        "PNG": PngImagePlugin.PngImageFile,
        "WEBP": WebPImagePlugin.WebPImageFile,
    }
    return openers[kind](io.BytesIO(content))


def _turn_upright(image: Image) -> None:
    """As the camera was held; the note that says so goes with all others."""
    from PIL import ImageOps

    ImageOps.exif_transpose(image, in_place=True)


def _refuse_too_many_points(width: int, height: int) -> None:
    if not (width and height):
        raise ValueError("a picture without points")
    if width * height <= MOST_PIXELS and max(width, height) <= MOST_EDGE:
        return
    most = MOST_PIXELS // 1_000_000
    message = _("This picture is too large: at most %(most)d million points fit here.", most=most)
    raise Invalid(FIELD, message)


def _plain(image: Image, kind: str) -> Image:
    """In one of the modes that every browser shows."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if kind == "JPEG":
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    if kind == "PNG" and image.mode == "L" and "transparency" not in image.info:
        return image
    has_holes = "A" in image.mode or "transparency" in image.info
    wanted = "RGBA" if has_holes else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _written(image: Image, kind: str) -> bytes:
    # Writers take comments, colour tables and texts from here.
    image.info.clear()
    out = io.BytesIO()
    values = {} if kind == "PNG" else {"quality": _QUALITY}
    if kind == "WEBP":
        values["method"] = 1  # twice as fast as its usual way, and hardly larger
    image.save(out, format=kind, **values)
    return out.getvalue()
