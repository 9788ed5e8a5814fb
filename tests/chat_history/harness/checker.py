"""Whether a history keeps every promise of the chat (safety.md R-6, W-6).

Pure: knows nothing of the site. Each complaint is one broken promise in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.chat_history.harness.history import Entry, Got, History, Said, Span

# Seconds within which a right that ended is felt everywhere.
FELT_WITHIN = 2.0


def complaints(history: History) -> list[str]:
    """Every promise broken; empty when all were kept."""
    found = [*history.intruded, *_of_numbers(history), *_of_what_was_said(history)]
    read: dict[tuple[str, str], list[Got]] = defaultdict(list)
    for one in history.got:
        read[one.page, one.room].append(one)
    for (page, room), entries in read.items():
        found += _of_order(page, room, entries)
    rooms = [_Room(name, history) for name in history.last]
    for room in rooms:
        found += _of_authors(room)
    for page, member in history.pages.items():
        for room in rooms:
            found += _of_reader(page, member, room, read[page, room.name])
    return found


class _Room:
    """The log of one room by its numbers, and what was said in it and changed later."""

    def __init__(self, name: str, history: History) -> None:
        self.name, self.last = name, history.last[name]
        self.rows = {one.sequence: one for one in history.log if one.room == name}
        self.changed = {one.message for one in self.rows.values() if one.kind != "said"}
        self.spans = [one for one in history.spans if one.room == name]


def _of_numbers(history: History) -> Iterator[str]:
    """A room's log is 1, 2, 3 … up to what the room says."""
    for room, last in history.last.items():
        numbers = sorted(one.sequence for one in history.log if one.room == room)
        if numbers != list(range(1, last + 1)):
            yield f"{room}: the log has gaps or twins, or does not end at {last}"


def _of_what_was_said(history: History) -> Iterator[str]:
    """Acknowledged once, kept once, under that number and in those words."""
    kept: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for row in history.log:
        if row.kind == "said":
            kept[row.room, row.author, row.client_id].append(row)
    for one in history.said:
        rows = kept.pop((one.room, one.member, one.client_id), [])
        yield from _of_one(one, rows)
    for (room, _author, client_id), rows in kept.items():
        yield f"{room}: {client_id} was said by nobody, kept {len(rows)} times"


def _of_one(one: Said, rows: list[Entry]) -> Iterator[str]:
    if len(rows) > 1:
        yield f"{one.room}: {one.client_id} kept {len(rows)} times"
    if one.outcome == "ok" and not rows:
        yield f"{one.room}: {one.client_id} acknowledged and lost"
    if one.outcome == "failed" and rows:
        yield f"{one.room}: {one.client_id} refused and kept"
    for row in rows:
        if one.outcome == "ok" and row.sequence != one.sequence:
            yield f"{one.room}: {one.client_id} acknowledged as {one.sequence}, is {row.sequence}"
        if row.words != one.words:
            yield f"{one.room}: {one.client_id} kept with other words"


def _of_order(page: str, room: str, entries: list[Got]) -> Iterator[str]:
    before = 0
    for one in entries:
        if one.sequence == before:
            yield f"{page} {room}: {one.sequence} twice"
        elif one.sequence < before:
            yield f"{page} {room}: {one.sequence} after {before}"
        before = max(before, one.sequence)


def _of_authors(room: _Room) -> Iterator[str]:
    """Only who is inside says something."""
    for row in room.rows.values():
        spans = [one for one in room.spans if one.member == row.author]
        if row.kind == "said" and not any(_may_say(span, row) for span in spans):
            yield f"{room.name}: {row.sequence} was said by {row.author}, who is not in it"


def _may_say(span: Span, row: Entry) -> bool:
    if span.ended is None or span.until is None:
        return row.sequence > span.after
    return row.sequence <= span.until or row.at <= span.ended + FELT_WITHIN


def _of_reader(page: str, member: str, room: _Room, entries: list[Got]) -> Iterator[str]:
    """What a page gave to its reader is what they may read, all of it, and as it stands."""
    spans = [one for one in room.spans if one.member == member]
    for one in entries:
        row = room.rows.get(one.sequence)
        if row is None or (row.kind, row.message) != (one.kind, one.message):
            yield f"{page} {room.name}: {one.sequence} is not what was kept"
        elif not any(_may_have(span, one, row) for span in spans):
            yield f"{page} {room.name}: {one.sequence} is not for {member}"
        elif not _reads_as_kept(one, row, room):
            yield f"{page} {room.name}: {one.sequence} reads otherwise than it was said"
    got = {one.sequence for one in entries}
    for span in spans:
        top = room.last if span.until is None else max(got, default=0)
        due = {n for n, row in room.rows.items() if n <= top and _is_due(span, row)}
        for number in sorted(due - got):
            yield f"{page} {room.name}: {number} never came"


def _may_have(span: Span, one: Got, row: Entry) -> bool:
    """Within the right to read. What ended is over after two seconds: neither may something said
    later be given, nor anything be given later."""
    if row.of <= span.after:
        return False
    if span.ended is None or span.until is None:
        return True
    latest = span.ended + FELT_WITHIN
    return one.at <= latest and (one.sequence <= span.until or row.at <= latest)


def _is_due(span: Span, row: Entry) -> bool:
    """Changes of what the reader may not read are not for them."""
    return row.of > span.after and (span.until is None or row.sequence <= span.until)


def _reads_as_kept(one: Got, row: Entry, room: _Room) -> bool:
    """The item carries the words, unless they were changed, perhaps before it was fetched."""
    if one.kind != "said" or one.message in room.changed:
        return True
    return one.client_id == row.client_id and row.words in one.item
