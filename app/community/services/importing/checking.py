"""One row of a file becomes an entry, or a sentence that says why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.community.services.importing.formats import Format
from app.community.services.importing.reading import RawRow
from app.health.answers import LONGEST_WORDS, OVERALL

LONGEST_ID = 40


class BadValue(Exception):
    """A value that the format does not allow: the whole run stops before anything is written."""


class NotUsable(Exception):
    """A row in good order that says nothing we can file: it is left out, the others go in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one person said, in our scales and their words."""

    line: int
    row_id: str
    treatment: str
    purpose: str
    effectiveness: int
    side_effects: int
    overall: int
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that stays outside. `is_fatal`: it keeps the whole file outside."""

    row: RawRow
    row_id: str
    reason: str
    is_fatal: bool


def check_rows(rows: list[RawRow], layout: Format) -> tuple[list[Entry], list[Rejected]]:
    """Entries and rejected rows, each in the order of the file."""
    entries: list[Entry] = []
    rejected: list[Rejected] = []
    seen: dict[str, int] = {}
    for row in rows:
        row_id = row.values[layout.row_id].strip()
        try:
            if row_id in seen:
                raise BadValue(f"{layout.row_id} {row_id} stands on line {seen[row_id]} already")
            seen[row_id] = row.line
            entries.append(_entry(row, row_id, layout))
        except (BadValue, NotUsable) as problem:
            fatal = isinstance(problem, BadValue)
            rejected.append(Rejected(row, row_id, str(problem), fatal))
    return entries, rejected


def _entry(row: RawRow, row_id: str, layout: Format) -> Entry:
    if not row_id or len(row_id) > LONGEST_ID:
        raise BadValue(f"{layout.row_id} must have 1 to {LONGEST_ID} characters")
    return Entry(
        line=row.line,
        row_id=row_id,
        overall=_number(row, layout.overall),
        effectiveness=_step(row, layout.effectiveness, layout.effectiveness_words),
        side_effects=_step(row, layout.side_effects, layout.side_effect_words),
        treatment=_words(row, layout.treatment, layout),
        purpose=_words(row, layout.purpose, layout),
        texts=tuple(
            (heading, text)
            for column, heading in layout.texts.items()
            if not _says_nothing(text := row.values[column].strip(), layout)
        ),
    )


def _number(row: RawRow, column: str) -> int:
    text = row.values[column].strip()
    if not (text.isascii() and text.isdigit() and int(text) in OVERALL):
        raise BadValue(f"{column} is {text!r}, not a number from 1 to 10")
    return int(text)


def _step(row: RawRow, column: str, words: Any) -> int:
    text = " ".join(row.values[column].casefold().split())
    if text not in words:
        raise BadValue(f"{column} is {row.values[column]!r}, not one of: {', '.join(words)}")
    return int(words[text])


def _words(row: RawRow, column: str, layout: Format) -> str:
    text = " ".join(row.values[column].split())
    if _says_nothing(text, layout):
        raise NotUsable(f"{column} says nothing: {text!r}")
    if len(text) > LONGEST_WORDS:
        raise NotUsable(f"{column} is longer than {LONGEST_WORDS} characters")
    return text


def _says_nothing(text: str, layout: Format) -> bool:
    return text.casefold().strip(" .!*\"'") in layout.says_nothing
