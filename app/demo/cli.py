"""`flask demo create` and `flask demo sign-ins`."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from app.core.clock import now
from app.core.errors import Refusal
from app.core.instance import instance
from app.core.transactions import unit_of_work
from app.demo.services import creating
from app.demo.services.sign_ins import FILE_NAME, as_lines, keep_in_file, make_sign_ins

commands = AppGroup("demo", help="A made-up community, to look at the product with life in it.")


@commands.command("create")
@click.option("--members", default=300, show_default=True, type=click.IntRange(20))
@click.option("--posts", default=8_000, show_default=True, type=click.IntRange(100))
@click.option("--seed", default=1, show_default=True)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The demo's last day; today.")
def create(members: int, posts: int, seed: int, until: datetime | None) -> None:
    """Make groups, members, conversations and evaluations. All of them, or nothing."""
    reference = until.replace(tzinfo=UTC) if until else now().replace(microsecond=0)
    sign_ins = make_sign_ins()
    try:
        with click.progressbar(length=posts, label="Writing posts") as bar, unit_of_work():
            made = creating.create(
                members=members,
                posts=posts,
                seed=seed,
                until=reference,
                sign_ins=sign_ins,
                progress=bar.update,
            )
            keep_in_file(sign_ins, instance())
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(
        f"Made {made.groups} groups, {made.members} members, {made.topics} topics, "
        f"{made.posts} posts and {made.evaluations} evaluations. Everything is made up."
    )
    click.echo(f"Sign in as:\n{as_lines(sign_ins)}")


@commands.command("sign-ins")
def sign_ins() -> None:
    """Print again whom one can sign in as."""
    path = instance() / FILE_NAME
    if not path.exists():
        raise click.ClickException("There are no demo sign-ins here. Run: flask demo create")
    click.echo(path.read_text("utf-8"), nl=False)
