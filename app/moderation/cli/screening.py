"""`flask moderation evaluate` and `flask moderation try-rules FILE`: how well machines do."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from app.core.clock import now
from app.core.proportions import Share
from app.core.text import excerpt
from app.moderation.cli.showing import evaluated
from app.moderation.services.evaluating import BUILD, HELD_OUT, register, tasks
from app.moderation.services.screening import evaluation, standing_register, standing_rules
from app.moderation.services.screening.dry_running import DryRun, dry_run, sample

CURATED = Path(__file__).parents[3] / "tests" / "moderation" / "data"
_EXCERPT = 300

register(evaluation.TASK)


@click.command("evaluate")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=CURATED)
@click.option("--split", type=click.Choice([HELD_OUT, BUILD]), default=HELD_OUT)
@click.option("--texts-a-day", type=click.FloatRange(min=0), default=500)
@click.option(
    "--base-rate", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.01
)
@click.option("--only", default="", help="One machine by its name; all when not given.")
def evaluate(folder: Path, split: str, texts_a_day: float, base_rate: float, only: str) -> None:
    """Print precision, recall and F1 of every machine on curated texts, with 95 % intervals."""
    chosen = [task for task in tasks() if only in ("", task.name)]
    if not chosen:
        names = ", ".join(task.name for task in tasks())
        raise click.BadParameter(f"one of: {names}", param_hint="--only")
    for task in chosen:
        try:
            judged = [one for one in task.judge(folder) if one.split == split]
            limits = task.thresholds(folder)
        except OSError as problem:
            raise click.ClickException(f"{task.name}: {problem}") from problem
        click.echo(f"\n{task.name}, {split}: {len(judged)} texts")
        for line in evaluated(task, judged, texts_a_day=texts_a_day, base_rate=base_rate):
            click.echo(line)
        for limit in limits:
            click.echo(f"Threshold: {limit}")


@click.command("try-rules")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--column", "columns", multiple=True, required=True, help="Give it more than once.")
@click.option("--sample", "size", type=click.IntRange(min=0), default=0, help="Print some to read.")
@click.option("--seed", type=int, default=1, help="Which ones are drawn.")
def try_rules(file: Path, columns: tuple[str, ...], size: int, seed: int) -> None:
    """Run the rules of screening over FILE, a table with tabs, and print what they point at.

    The columns of a row are one text. It is a dry run: nothing is stored, nobody is told.
    """
    run = dry_run(_texts(file, columns), standing_rules(), standing_register(), today=now().date())
    for line in _shares(run):
        click.echo(line)
    for one in sample(run, size, seed):
        said = ", ".join(f"{hit.rule}: “{hit.places[0].words}”" for hit in one.hits)
        click.echo(f"\nrow {one.number} [{said or 'nothing'}]\n{excerpt(one.text, _EXCERPT)}")
    click.echo("\nThis was a dry run: nothing was stored.")


def _texts(file: Path, columns: Sequence[str]) -> Iterator[str]:
    """Each row's columns as one text, a paragraph each. The table is read as it is."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        unknown = [column for column in columns if column not in (rows.fieldnames or ())]
        if unknown:
            known = ", ".join(rows.fieldnames or ())
            raise click.ClickException(f"no column {', '.join(unknown)}; there are: {known}")
        for row in rows:
            yield "\n\n".join(row[column] or "" for column in columns)


def _shares(run: DryRun) -> Iterator[str]:
    yield f"Rules of version {run.version} over {len(run.tried):,} texts."
    yield f"{'rule':<20}{'act':<12}{'texts':>7}  share"
    for one in run.by_rule:
        yield f"{one.rule:<20}{one.act:<12}{_share(one.share)}"
    if run.share:
        yield f"{'any rule':<32}{_share(run.share)}"


def _share(share: Share) -> str:
    return f"{share.part:>7,}  {share.estimate:.2%} ({share.low:.2%} to {share.high:.2%})"
