"""What becomes of a picture or a document that somebody hands in."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress

import pytest
from flask import Flask
from PIL import Image

from app.core.errors import Invalid
from app.core.security.headers import SANDBOX
from app.core.uploads import (
    MOST_DOCUMENT_BYTES,
    MOST_PICTURE_BYTES,
    attachment_headers,
    document,
    picture,
    stored_name,
)
from tests.core.upload_corpus import (
    PDF,
    SECRET,
    bombs,
    drawn,
    full_of_traces,
    not_pictures,
    png,
    saved,
)

KINDS = ("JPEG", "PNG", "WEBP")
# What Pillow tells of every file of the kind.
OF_ITS_KIND = set("jfif jfif_version jfif_unit jfif_density".split())
OF_ITS_KIND |= set("loop background timestamp duration".split())
BOMBS, NOT_PICTURES = bombs(), not_pictures()


def taken(content: bytes) -> Image.Image:
    """The picture that is kept, opened."""
    image = Image.open(io.BytesIO(picture(io.BytesIO(content)).content))
    image.load()
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_the_made_picture_is_full_of_traces(kind: str):
    """The tests below look for something that was there."""
    content = full_of_traces(kind)
    image = Image.open(io.BytesIO(content))
    image.load()
    assert image.getexif().get_ifd(0x8825)[2] == (51.0, 28.0, 38.25)
    assert image.info["icc_profile"]
    assert content.count(SECRET.encode()) >= 4


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_place_camera_comments_and_what_hung_behind(kind: str):
    upload = picture(io.BytesIO(full_of_traces(kind)))
    image = Image.open(io.BytesIO(upload.content))
    image.load()
    assert dict(image.getexif()) == {}
    assert set(image.info) <= OF_ITS_KIND
    for trace in (
        SECRET.encode(),
        b"Exif",
        b"xmpmeta",
        b"ICC",
        b"iCCP",
        b"tEXt",
        b"zTXt",
        b"iTXt",
        b"<script",
    ):
        assert trace not in upload.content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_picture_stands_upright_after_the_note_about_it_is_gone(kind: str, orientation: int):
    image = taken(full_of_traces(kind, orientation)).convert("RGB")
    across = orientation in (1, 3)
    assert image.size == ((40, 20) if across else (20, 40))
    red_at = {1: (3, 10), 3: (36, 10), 6: (10, 3), 8: (10, 36)}[orientation]
    red, _green, blue = image.getpixel(red_at)
    assert red > 200 > 100 > blue


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("JPEG", "L", "L"), ("JPEG", "CMYK", "RGB"), ("PNG", "1", "RGB"), ("PNG", "L", "L"),
        ("PNG", "P", "RGB"), ("PNG", "LA", "RGBA"), ("PNG", "RGBA", "RGBA"), ("PNG", "I;16", "L"),
        ("WEBP", "RGB", "RGB"), ("WEBP", "RGBA", "RGB"),
    ],
)  # fmt: skip
def test_every_usual_way_to_write_points_is_understood(kind: str, mode: str, kept: str):
    source = (
        Image.new("I;16", (9, 9), 40_000) if mode == "I;16" else drawn((9, 9), "RGB").convert(mode)
    )
    image = taken(saved(source, kind))
    assert (image.format, image.mode, image.size) == (kind, kept, (9, 9))
    if mode == "I;16":
        assert image.getpixel((0, 0)) == 40_000 // 256


def test_a_picture_that_is_clear_in_places_stays_so():
    see_through = Image.new("RGBA", (9, 9), (10, 20, 30, 0))
    assert taken(saved(see_through, "PNG")).getpixel((0, 0))[3] == 0
    palette = Image.new("P", (9, 9), 0)
    assert taken(saved(palette, "PNG", transparency=0)).getpixel((0, 0))[3] == 0


def test_the_photograph_of_a_phone_with_a_second_picture_inside_is_taken():
    two = saved(drawn(), "MPO", save_all=True, append_images=[drawn((8, 8))])
    assert taken(two).size == (40, 20)
    assert picture(io.BytesIO(two)).content.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("name", sorted(NOT_PICTURES))
def test_what_is_no_picture_is_refused_in_words(name: str):
    with pytest.raises(Invalid) as refused:
        picture(io.BytesIO(NOT_PICTURES[name]))
    assert refused.value.field == "file"
    assert refused.value.message[0].isupper() and refused.value.message.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_picture_that_was_cut_off_is_refused(kind: str, share: float):
    content = saved(Image.effect_noise((80, 80), 60).convert("RGB"), kind)
    with pytest.raises(Invalid):
        picture(io.BytesIO(content[: int(len(content) * share)]))


def test_a_picture_changed_in_any_place_is_taken_or_refused_and_breaks_nothing():
    for kind in KINDS:
        content = full_of_traces(kind)
        for at in range(0, len(content), max(1, len(content) // 120)):
            bent = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
            with suppress(Invalid):
                assert SECRET.encode() not in picture(io.BytesIO(bent)).content


class Endless(io.RawIOBase):
    """A stream without end that counts what is read from it."""

    def __init__(self, begin: bytes) -> None:
        self.begin, self.given = begin, 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "read without a limit"
        self.given += size
        return self.begin + b"\0" * (size - len(self.begin))


@pytest.mark.parametrize(
    ("taker", "begin", "most"),
    [(picture, b"\xff\xd8\xff", MOST_PICTURE_BYTES), (document, PDF, MOST_DOCUMENT_BYTES)],
)
def test_no_more_is_read_than_may_come(taker, begin: bytes, most: int):
    stream = Endless(begin)
    with pytest.raises(Invalid, match="too large"):
        taker(stream)
    assert stream.given == most + 1


@pytest.mark.parametrize("taker", [picture, document])
def test_an_empty_file_is_refused(taker):
    with pytest.raises(Invalid, match="empty"):
        taker(io.BytesIO(b""))


MEASURED = r"""
import io, re, resource, time
from pathlib import Path
from tests.core.upload_corpus import bombs
from app.core.errors import Invalid
from app.core.uploads import picture
slowest = 0
for name, content in bombs().items():
    begun = time.process_time()
    try:
        picture(io.BytesIO(content))
        print("taken:", name)
    except Invalid:
        pass
    slowest = max(slowest, time.process_time() - begun)
# The peak of this program: ru_maxrss would also count whoever started it.
status = Path("/proc/self/status")
if status.exists():
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) // 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
print(peak, slowest)
"""


def test_no_bomb_is_taken_or_needs_much_memory_or_time(checkout):
    """In a process of its own, measured from outside of Pillow: 256 MB and 2 seconds each."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=checkout, capture_output=True, text=True, timeout=60
    )
    *taken_ones, figures = run.stdout.splitlines() or [run.stderr]
    assert taken_ones == []
    megabytes, seconds = map(float, figures.split())
    assert megabytes < 256
    assert seconds < 2


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_in_words(name: str):
    with pytest.raises(Invalid, match=r"million points fit here|cannot be read"):
        picture(io.BytesIO(BOMBS[name]))


def test_a_pdf_is_kept_as_it_came_and_a_picture_is_drawn_anew():
    kept = document(io.BytesIO(PDF))
    assert (kept.content, kept.media_type, kept.suffix) == (PDF, "application/pdf", ".pdf")
    photo = document(io.BytesIO(full_of_traces("JPEG")))
    assert (photo.media_type, photo.suffix) == ("image/jpeg", ".jpg")
    assert SECRET.encode() not in photo.content


@pytest.mark.parametrize(
    "content",
    [
        PDF[:30],
        b" " + PDF,
        b"<html>" + PDF,
        b"MZ" + PDF,
        b"%PDF-9.9\n%%EOF",
        PDF + b"\0" * 2000,
        b"%!PS\n%%EOF",
        b"PK\x03\x04" + PDF,
        b"{\\rtf1 }",
        NOT_PICTURES["SVG"],
        NOT_PICTURES["ZIP"],
    ],
)
def test_what_is_not_a_whole_pdf_from_its_first_byte_is_refused(content: bytes):
    with pytest.raises(Invalid):
        document(io.BytesIO(content))


def test_names_are_drawn_at_random_and_say_nothing():
    upload = document(io.BytesIO(PDF))
    names = {stored_name(upload) for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) == 36 and name.endswith(".pdf") and name[:32].isalnum() for name in names)


@pytest.mark.parametrize("name", ["../up", 'a"b', "a;b", "a\r\nb", "", "é", "a/b", "a b"])
def test_a_name_that_somebody_typed_never_stands_in_a_header(name: str):
    with pytest.raises(ValueError):
        attachment_headers("application/pdf", ".pdf", name=name)


def test_a_file_leaves_as_an_attachment_that_runs_nothing(app: Flask, client, monkeypatch):
    def gives():
        return PDF, 200, attachment_headers("application/pdf", ".pdf", name="proof")

    gives.access_level = app.view_functions["web.about"].access_level
    monkeypatch.setitem(app.view_functions, "web.about", gives)
    answer = client.get("/about")
    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert answer.headers.getlist("Content-Security-Policy") == [SANDBOX]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("policy", ["default-src *", SANDBOX + " x", SANDBOX + "; script-src *"])
def test_a_view_may_not_ask_for_any_other_policy(app: Flask, client, monkeypatch, policy: str):
    def lax():
        return "page", 200, {"Content-Security-Policy": policy}

    lax.access_level = app.view_functions["web.about"].access_level
    monkeypatch.setitem(app.view_functions, "web.about", lax)
    policies = client.get("/about").headers.getlist("Content-Security-Policy")
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'; script-src 'nonce-")


def test_pillow_is_not_loaded_until_a_picture_comes(checkout):
    code = "import sys, app, app.core.uploads; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=checkout).returncode == 0


def test_a_picture_at_the_limit_is_taken():
    assert taken(png(4000, 4000, points=b"\0" * (4000 * 12_001))).size == (4000, 4000)
