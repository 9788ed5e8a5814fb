"""What became of every row: a file with all of them, and one with those that stayed outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.community.services.importing.checking import Rejected
from app.community.services.importing.meaning import Meant
from app.core.charts.table_csv import Cell, write_tabbed

MATCHED, PROPOSED, HERE, REJECTED = "matched", "proposed", "already here", "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many rows went which way; they add up to the rows of the file."""

    matched: int
    proposed: int
    already_here: int
    rejected: int
    groups_opened: int
    seconds: float
    files: tuple[Path, ...]

    @property
    def added(self) -> int:
        """Rows that are new in the database."""
        return self.matched + self.proposed

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return self.added + self.already_here + self.rejected


def write_report(
    folder: Path, stem: str, meant: Sequence[Meant], here: set[str], rejected: Sequence[Rejected]
) -> Path:
    """`<stem>.report.tsv`: one line for every row of the file, in its order."""
    lines: list[tuple[int, str, str, str, str, str, str]]
    lines = [(one.entry.line, *_meant_line(one, here)) for one in meant]
    lines += [(out.row.line, out.row_id, REJECTED, "", "", "", out.reason) for out in rejected]
    head = ("line", "row", "outcome", "treatment", "purpose", "proposed", "reason")
    return _write(folder / f"{stem}.report.tsv", head, sorted(lines))


def write_rejected(folder: Path, stem: str, rejected: Sequence[Rejected]) -> Path:
    """`<stem>.rejected.tsv`: line number, reason, and the row as it stood in the file;
    an apostrophe stands before what a spreadsheet would run."""
    columns = list(rejected[0].row.values) if rejected else []
    lines: list[tuple[Cell, ...]]
    lines = [(out.row.line, out.reason, *out.row.values.values()) for out in rejected]
    return _write(folder / f"{stem}.rejected.tsv", ("line", "reason", *columns), lines)


def outcome_of(one: Meant, here: set[str]) -> str:
    """One of the words above, for a row that was not rejected."""
    if one.entry.row_id in here:
        return HERE
    return MATCHED if one.is_matched else PROPOSED


def _meant_line(one: Meant, here: set[str]) -> tuple[str, str, str, str, str, str]:
    proposed = [] if one.treatment else [one.entry.treatment]
    return (
        one.entry.row_id,
        outcome_of(one, here),
        one.treatment.name if one.treatment else "",
        "; ".join(concept.name for concept in one.purposes),
        "; ".join([*proposed, *one.unmatched]),
        "",
    )


def _write(path: Path, head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        write_tabbed(file, head, lines)
    return path
