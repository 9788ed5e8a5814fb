"""An import from file to rows. Each batch is one unit of work; what is here already is left out,
so a run that was stopped goes on where it stopped, and a second run adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from time import monotonic

from app.catalogue.services.matching import loaded_matcher
from app.community.services.importing import placing, reporting, writing
from app.community.services.importing.checking import Rejected, check_rows
from app.community.services.importing.formats import Format
from app.community.services.importing.meaning import Meant, understand
from app.community.services.importing.reading import Unreadable, read_rows
from app.community.services.importing.reporting import Outcome
from app.core.transactions import unit_of_work

BATCH = 500
Step = Callable[[int], None]


def run_import(
    path: Path, layout: Format, *, report: Path | None, dry_run: bool, step: Step
) -> Outcome:
    """Import a file. `step` is told of rows as they are done, each row twice: when it is
    understood and when it is stored. `report` is the folder for the two files; None writes none.

    Raises:
        Unreadable: the file cannot be read, or a row holds a value that cannot be; nothing is
            stored then, and the rows in question are listed in the file of rejected rows.
    """
    begun = monotonic()
    entries, rejected = check_rows(read_rows(path, layout), layout)
    _stop_at_bad_values(path, rejected, report)
    meant = understand(entries, loaded_matcher(), step)
    here = writing.rows_here(layout)
    fresh = [one for one in meant if one.entry.row_id not in here]
    opened = len(placing.groups_to_open(meant)) if fresh else 0
    if fresh and not dry_run:
        _store(fresh, meant, layout, step)
    files: tuple[Path, ...] = ()
    if report is not None:
        everything = reporting.write_report(report, path.stem, meant, here, rejected)
        files = (everything, reporting.write_rejected(report, path.stem, rejected))
    counted = Counter(reporting.outcome_of(one, here) for one in meant)
    return Outcome(
        matched=counted[reporting.MATCHED],
        proposed=counted[reporting.PROPOSED],
        already_here=counted[reporting.HERE],
        rejected=len(rejected),
        groups_opened=opened,
        seconds=monotonic() - begun,
        files=files,
    )


def _store(fresh: Sequence[Meant], meant: list[Meant], layout: Format, step: Step) -> None:
    """Groups first, then batch after batch."""
    at = datetime.combine(layout.collected_by, time(), UTC)
    with unit_of_work():
        places = placing.prepare_places(meant)
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        with unit_of_work():
            writing.write_batch(batch, layout, places, at)
        step(len(batch))


def _stop_at_bad_values(path: Path, rejected: Sequence[Rejected], report: Path | None) -> None:
    fatal = [out for out in rejected if out.is_fatal]
    if not fatal:
        return
    first = fatal[0]
    rows = "1 row holds" if len(fatal) == 1 else f"{len(fatal)} rows hold"
    listed = ""
    if report is not None:
        listed = f" See {reporting.write_rejected(report, path.stem, rejected)}."
    raise Unreadable(
        f"{path.name}: {rows} values that cannot be, first on line {first.row.line}: "
        f"{first.reason}. Nothing was imported.{listed}"
    )
