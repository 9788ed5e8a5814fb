"""Computing the figures of boards now instead of tonight."""

from __future__ import annotations

import click

from app.core.transactions import unit_of_work
from app.engagement.queries.groups import all_group_ids, group_with_slug
from app.engagement.services import computing_figures, summing
from app.engagement.services.recounting import recount


@click.command("compute")
@click.option("--group", "slug", help="Only this group, by the last part of its address.")
def compute(slug: str | None) -> None:
    """Count anew and compute the figures of every board, as every night."""
    groups = all_group_ids() if slug is None else [_group(slug)]
    for group_id in groups:
        with unit_of_work():
            recount(group_id)
            summing.sum_up(group_id)
    new = 0
    for board in groups if slug else (*groups, None):
        found = computing_figures.computed(board)
        with unit_of_work():
            new += computing_figures.keep(found)
    click.echo(f"{new} new figures.")


def _group(slug: str) -> int:
    group_id = group_with_slug(slug)
    if group_id is None:
        raise click.ClickException(f"There is no group called {slug}.")
    return group_id
