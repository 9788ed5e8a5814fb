"""`flask moderation count-signs FILE`: what the reading for distress would point at."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import click

from app.core.proportions import wilson
from app.moderation.services.evaluating import register
from app.moderation.services.triaging import evaluation
from app.moderation.services.triaging.reading import read
from app.moderation.services.triaging.readings import LABELS

register(evaluation.TASK)


@click.command("count-signs")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--column", "columns", multiple=True, required=True, help="Give it more than once.")
@click.option("--locale", default="en", help="What the authors' pages are in.")
def count_signs(file: Path, columns: tuple[str, ...], locale: str) -> None:
    """Read each column of FILE, a table with tabs, as a text of its own and count the labels.

    Words are never printed, nothing is stored, nobody is told.
    """
    labels: Counter[str] = Counter()
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        if unknown := sorted(set(columns) - set(rows.fieldnames or ())):
            raise click.ClickException(f"no column {', '.join(unknown)}")
        for row in rows:
            texts = (row[column] or "" for column in columns)
            labels.update(read(text, locale).label for text in texts if text.strip())
    for label in reversed(LABELS):
        share = wilson(labels[label], labels.total())
        if share:
            ends = f"{share.low:.2%} to {share.high:.2%}"
            click.echo(
                f"{label:<8}{share.part:>7,} of {share.whole:,}  {share.estimate:.2%} ({ends})"
            )
