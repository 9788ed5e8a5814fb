"""`flask moderation stop-reading` and `start-reading`: reading for signs of distress, from the
server."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.core.errors import Invalid
from app.core.transactions import unit_of_work
from app.moderation.services.switching_reading import switch_reading


@click.command("stop-reading")
@click.option("--reason", required=True, help="Kept, and shown at the desk.")
@with_appcontext
def reading_off(reason: str) -> None:
    """Read no post for signs of distress any more, at once."""
    _switch(on=False, reason=reason)
    click.echo("No post is read for signs of distress.")


@click.command("start-reading")
@click.option("--reason", required=True, help="Kept, and shown at the desk.")
@with_appcontext
def reading_on(reason: str) -> None:
    """Read posts with the lexicons that are here now."""
    _switch(on=True, reason=reason)
    click.echo("Posts are read for signs of distress.")


def _switch(*, on: bool, reason: str) -> None:
    try:
        with unit_of_work():
            switch_reading(by=None, on=on, reason=reason)
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal
