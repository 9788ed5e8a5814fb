"""The figures of a board as a file for research: one number in a row, with the class names of the
literature. No page says these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from app.core.charts.table_csv import Cell, csv_text
from app.engagement.queries.figures import FigureLine, newest
from app.engagement.services.figures.classes import FEW, REGULAR_POSTS, REGULAR_WEEKS
from app.engagement.services.figures.published import LITERATURE
from app.engagement.services.panels import PANELS
from app.engagement.services.panels.base import DEFINITIONS
from app.engagement.services.suppressing import LEAST

HEADER = (
    "board", "first_day", "last_day", "window_days", "panel", "definition", "version",
    "computed_at", "population", "seen", "posters", "excluded", "figure", "value",
)  # fmt: skip
HIDDEN = f"under {LEAST}, or not told"
_BEHIND = ("population", "seen", "posters", "excluded")
_LABELS = ("step", "monday", "first_day", "hours", "top")
"""What an entry of a list is called by."""
_CLASSES = {
    "none": {
        "reader": "lurkers (0 posts)",
        "occasional": "occasional posters (1 post or more, not regular)",
    },
    "few": {
        "reader": f"lurkers in the wider sense (0 to {FEW} posts)",
        "occasional": f"occasional posters ({FEW + 1} posts or more, not regular)",
    },
}
_REGULAR = f"regular posters ({REGULAR_POSTS} posts or more in {REGULAR_WEEKS} weeks or more)"


def report(group_id: int | None, slug: str, windows: Sequence[int]) -> str:
    """RFC 4180 text: the newest stored numbers of every panel of a group, or of the site without a
    key, for these windows in days and under both definitions of who did not post; nothing that the
    board does not show. Under each number stand its days, its people and who was left out.

    Raises:
        LookupError: no figures were computed for this board yet.
    """
    rows = [
        (*_head(slug, line), name, HIDDEN if value is None else value)
        for line in _lines(group_id, windows)
        for name, value in _numbers(line)
    ]
    if not rows:
        raise LookupError("no figures were computed yet")
    return csv_text(HEADER, rows)


def _lines(group_id: int | None, windows: Sequence[int]) -> Iterator[FigureLine]:
    """A panel that does not depend on the definition comes once."""
    for window in windows:
        for definition in DEFINITIONS:
            found = newest(group_id, window, definition, PANELS)
            for key in sorted(found):
                if found[key].definition == definition:
                    yield found[key]


def _head(slug: str, line: FigureLine) -> tuple[Cell, ...]:
    first = line.day - timedelta(days=line.window_days - 1)
    behind = (line.numbers[name] for name in _BEHIND)
    return (
        slug, first.isoformat(), line.day.isoformat(), line.window_days, line.panel,
        line.definition, line.version, line.computed_at.isoformat(timespec="seconds"),
        *(HIDDEN if count is None else count for count in behind),
    )  # fmt: skip


def _numbers(line: FigureLine) -> Iterator[tuple[str, Cell | None]]:
    told = {name: value for name, value in line.numbers.items() if name not in _BEHIND}
    if classes := told.get("classes"):
        named = _CLASSES[line.definition] | {"regular": _REGULAR}
        told["classes"] = {named[name]: count for name, count in classes.items()}
    if ranks := told.get("ranks"):
        told["ranks"] = {name: _ranks(rows, line.numbers[name]) for name, rows in ranks.items()}
    yield from _flat("", told)


def _ranks(rows: Iterable[dict[str, Any]], people: int) -> dict[str, dict[str, int | None]]:
    """The three rank classes of so many people from the tops that are told, each less the one inside
    it (van Mierlo 2014); shares in whole percent."""
    everybody = {"members": people, "share": 100}
    tops = [{"members": 0, "share": 0}, *sorted(rows, key=lambda row: row["top"]), everybody]
    return {
        name: {part: _less(wide[part], narrow[part]) for part in ("members", "share")}
        for name, (narrow, wide) in zip(LITERATURE.values(), pairwise(tops), strict=True)
    }


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _flat(path: str, value: Any) -> Iterator[tuple[str, Cell | None]]:
    """Every number with the names that lead to it."""
    if isinstance(value, dict):
        inside: Iterable[tuple[str, Any]] = value.items()
    elif isinstance(value, list):
        inside = (_entry(place, one) for place, one in enumerate(value))
    else:
        yield path, value
        return
    for name, one in inside:
        yield from _flat(f"{path}: {name}" if path else name, one)


def _entry(place: int, one: Any) -> tuple[str, Any]:
    """What an entry of a list is called, and what is left of it; a pair is called by its first."""
    if isinstance(one, list):
        return str(one[0]), one[1]
    label = next((name for name in _LABELS if isinstance(one, dict) and name in one), None)
    if label is None:
        return str(place), one
    return f"{label} {one[label]}", {name: part for name, part in one.items() if name != label}
