"""A sealed file is opened whole, with its key, or not at all."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from app.operations.services.archiving import sealing
from app.operations.services.archiving.sealing import HEAD, LENGTH, LETTERS, BadArchive

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
HEAD_SIZE = len(LETTERS) + HEAD.size
SIZE = 64
SEALED = LENGTH.size + SIZE + 16


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(sealing, "CHUNK", SIZE)


def sealed(data: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    sealer = sealing.Sealer(file, key, at=AT)
    for start in range(0, len(data), 50):
        sealer.write(data[start : start + 50])
    sealer.finish()
    return file.getvalue()


def opened(file: bytes, key: bytes = KEY) -> bytes:
    return b"".join(sealing.Opener(io.BytesIO(file), key).chunks())


def numbered(chunks: int) -> bytes:
    """Chunks that differ, so that a swap would show even without numbers."""
    return b"".join(bytes([65 + n]) * SIZE for n in range(chunks))


@pytest.mark.parametrize("size", [0, 1, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE, 1000])
def test_what_was_sealed_is_opened(size: int):
    data = bytes(n % 251 for n in range(size))
    assert opened(sealed(data)) == data


def test_nothing_of_it_can_be_read_in_the_file():
    assert b"a word that tells an illness" not in sealed(b"a word that tells an illness" * 9)


def test_another_key_is_refused_before_anything_is_read():
    with pytest.raises(BadArchive, match="another key"):
        sealing.Opener(io.BytesIO(sealed(b"words")), OTHER_KEY)


def test_two_files_of_the_same_words_share_no_chunk():
    first, second = sealed(numbered(2)), sealed(numbered(2))
    assert first[HEAD_SIZE:] != second[HEAD_SIZE:]


@pytest.mark.parametrize("place", [0, 5, 30, 60, HEAD_SIZE, HEAD_SIZE + 10, -1, -20])
def test_a_changed_byte_is_seen_anywhere(place: int):
    file = bytearray(sealed(numbered(4)))
    file[place] ^= 1
    with pytest.raises(BadArchive):
        opened(bytes(file))


@pytest.mark.parametrize("left", [0, 3, HEAD_SIZE - 1, HEAD_SIZE, HEAD_SIZE + 2, HEAD_SIZE + 30])
def test_a_beginning_alone_is_refused(left: int):
    with pytest.raises(BadArchive):
        opened(sealed(numbered(4))[:left])


@pytest.mark.parametrize("chunks", [1, 2, 3])
def test_a_file_cut_between_two_chunks_is_refused(chunks: int):
    with pytest.raises(BadArchive, match="cut off"):
        opened(sealed(numbered(4))[: HEAD_SIZE + chunks * SEALED])


def test_swapped_chunks_are_refused():
    file = sealed(numbered(4))
    start, one = HEAD_SIZE, SEALED
    swapped = file[: start + one] + file[start + 2 * one : start + 3 * one]
    swapped += file[start + one : start + 2 * one] + file[start + 3 * one :]
    with pytest.raises(BadArchive, match="chunk 2"):
        opened(swapped)


def test_a_chunk_taken_out_is_refused():
    file = sealed(numbered(4))
    with pytest.raises(BadArchive):
        opened(file[: HEAD_SIZE + SEALED] + file[HEAD_SIZE + 2 * SEALED :])


def test_a_chunk_that_comes_twice_is_refused():
    file = sealed(numbered(4))
    first = file[HEAD_SIZE : HEAD_SIZE + SEALED]
    with pytest.raises(BadArchive):
        opened(file[:HEAD_SIZE] + first + file[HEAD_SIZE:])


@pytest.mark.parametrize("more", [b"x", b"xxxx", b"x" * 40])
def test_something_behind_the_end_is_refused(more: bytes):
    with pytest.raises(BadArchive):
        opened(sealed(numbered(2)) + more)


def test_the_end_of_another_file_does_not_fit():
    one, other = sealed(numbered(3)), sealed(numbered(3))
    with pytest.raises(BadArchive):
        opened(one[:-SEALED] + other[-SEALED:])


def test_the_time_of_making_can_be_read_without_the_key():
    assert sealing.created_at(io.BytesIO(sealed(b"words"))) == AT


def test_a_changed_time_of_making_is_seen():
    file = bytearray(sealed(b"words"))
    file[len(LETTERS) + 7] ^= 1
    with pytest.raises(BadArchive):
        opened(bytes(file))
