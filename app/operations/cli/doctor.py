"""`flask doctor`: is everything as it should be?"""

from __future__ import annotations

import json

import click
from flask.cli import with_appcontext

from app.core import checkups

MARKS = {"green": "ok   ", "amber": "look ", "red": "WRONG"}
STATUS = {"green": 0, "amber": 1, "red": 2}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For a monitor.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Check settings, files, database, counters and more; changes nothing.

    Ends with status 0 when all is well, 1 when something wants a look, 2 when something is wrong.
    """
    worst = "green"
    lines = []
    for result in checkups.examine():
        worst = max(worst, result.level, key=STATUS.__getitem__)
        if as_json:
            lines.append(result.as_dict())
            continue
        click.echo(f"{MARKS[result.level]}  {result.sentence}")
        for problem in result.problems:
            click.echo(f"         {problem.words}")
    if as_json:
        click.echo(json.dumps({"level": worst, "checks": lines}, indent=1))
    raise SystemExit(STATUS[worst])
