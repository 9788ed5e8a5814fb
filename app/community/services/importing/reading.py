"""Opening a table file. Whatever makes the file as a whole unusable is one clear sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.community.services.importing.formats import Format

_LONGEST_FIELD = 1_000_000


class Unreadable(Exception):
    """The file cannot be imported; the message says why, and where."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file. `line` is where it begins, counted from 1."""

    line: int
    values: dict[str, str]


def read_rows(path: Path, layout: Format) -> list[RawRow]:
    """All rows of the file.

    Raises:
        Unreadable: it is missing, empty, not UTF-8, without a column, or broken in its quotes.
    """
    text = _text_of(path)
    if not text.strip():
        raise Unreadable(f"{path.name} is empty.")
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True)
    numbered = _numbered(reader, path)
    _, header = next(numbered)
    missing = [column for column in layout.columns if column not in header]
    if missing:
        raise Unreadable(
            f"{path.name} has no column {', '.join(missing)}. Its first line is read as the "
            f"names of the columns; the format {layout.name} needs {', '.join(layout.columns)}."
        )
    rows = [_row(path, line, header, fields) for line, fields in numbered if fields]
    if not rows:
        raise Unreadable(f"{path.name} has column names but no rows.")
    return rows


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{path.name} is not UTF-8: line {line} holds a byte that UTF-8 does not know. "
            "Save the file as UTF-8 and try again."
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(f"{path.name} is no text: line {line} holds a zero byte.")
    return text


def _numbered(reader: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; a quoted field may go over many lines."""
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                why = "a quote that is opened there is never closed"
            elif "field larger" in str(error):
                why = "a field that begins there is longer than a million characters"
            else:
                why = "a quote stands where none belongs"
            raise Unreadable(f"{path.name}, row from line {line}: {why}.") from error
        yield line, fields


def _row(path: Path, line: int, header: list[str], fields: list[str]) -> RawRow:
    if len(fields) != len(header):
        raise Unreadable(
            f"{path.name}, row from line {line}: {len(fields)} fields instead of {len(header)}."
        )
    return RawRow(line, dict(zip(header, fields, strict=True)))
