"""`flask groups`: opening groups, naming stewards."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.community.queries import concept_with_slug, group_of
from app.community.services import opening_groups, stewarding
from app.community.services.actors import AT_THE_SERVER
from app.core.errors import Invalid
from app.core.transactions import unit_of_work

groups = AppGroup("groups", help="Open groups and look after them.")


@groups.command("open")
@click.argument("name")
@click.option("--slug", default="", help="Its address; made from the name when left out.")
@click.option("--purpose", default="", help="What it is for.")
@click.option("--rules", default="", help="One rule on each line.")
@click.option("--audience", type=click.Choice(opening_groups.AUDIENCES), default="members")
@click.option(
    "--condition",
    help="What it is for: a condition, symptom or situation by its address in the catalogue.",
)
@click.option("--catch-all", is_flag=True, help="Takes experiences whose condition has no group.")
@unit_of_work()
def open_group(name: str, condition: str | None, catch_all: bool, **words: str) -> None:
    """Open a group called NAME."""
    condition_id = concept_with_slug(condition) if condition else None
    if condition and condition_id is None:
        raise click.ClickException(
            f"The catalogue has nothing at {condition} that a group can be for."
        )
    try:
        group = opening_groups.open_group(
            by=AT_THE_SERVER,
            name=name,
            condition_id=condition_id,
            is_catch_all=catch_all,
            **words,
        )
    except Invalid as refusal:
        raise click.ClickException(f"{refusal.field}: {refusal.message}") from refusal
    click.echo(f"Opened /groups/{group.slug}")


@groups.command("steward")
@click.argument("slug")
@click.argument("display_name")
@unit_of_work()
def appoint(slug: str, display_name: str) -> None:
    """Make the member DISPLAY_NAME a steward of the group SLUG."""
    group = group_of(AT_THE_SERVER, slug)
    if group is None:
        raise click.ClickException(f"There is no group {slug}.")
    try:
        stewarding.appoint(by=AT_THE_SERVER, group_id=group.id, name=display_name)
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{display_name} is a steward of {slug}.")
