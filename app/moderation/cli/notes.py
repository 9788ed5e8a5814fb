"""`flask moderation score-notes`, `hide-notes` and `show-notes`: context notes from the server."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.core.clock import now
from app.core.errors import Invalid
from app.core.transactions import unit_of_work
from app.moderation.services.scoring_notes import score_notes
from app.moderation.services.switching_notes import switch_notes
from app.moderation.services.telling_readers import tell_readers


@click.command("score-notes")
@with_appcontext
def score_notes_now() -> None:
    """Say anew which notes are shown, as the job does every ten minutes."""
    with unit_of_work():
        count = score_notes(now())
        told = tell_readers(now())
    click.echo(f"{count} notes scored, {told} of them shown for the first time.")


@click.command("hide-notes")
@click.option("--reason", required=True, help="Kept, and shown to members.")
@with_appcontext
def notes_off(reason: str) -> None:
    """Hide every note at once."""
    _switch(off=True, reason=reason)
    click.echo("All notes are hidden.")


@click.command("show-notes")
@click.option("--reason", required=True, help="Kept.")
@with_appcontext
def notes_on(reason: str) -> None:
    """Show again what members found helpful."""
    _switch(off=False, reason=reason)
    click.echo("Notes are shown.")


def _switch(*, off: bool, reason: str) -> None:
    try:
        with unit_of_work():
            switch_notes(by=None, off=off, reason=reason)
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal
