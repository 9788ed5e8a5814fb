"""Commands of the server: the first account, site roles, and the consent texts."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.queries import members, roles, viewer_of
from app.accounts.services import (
    addresses,
    consenting,
    enrolling,
    granting,
    naming,
    password_rules,
    second_step,
    sessions,
)
from app.audit.services.recording import record
from app.core.errors import Invalid
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer

members_cli = AppGroup("members", help="Accounts.")
roles_cli = AppGroup("roles", help="Site roles: moderator, clinician, operator.")
consents_cli = AppGroup("consents", help="Texts on which members agree.")


@members_cli.command("create")
@click.option("--name", prompt="Display name")
@click.option("--email", prompt="E-mail address")
@click.password_option()
def create_member(name: str, email: str, password: str) -> None:
    """Make an account, for instance for the first operator."""
    try:
        about = (current_app.config["SITE_NAME"], name, email)
        hashed = password_rules.hash_checked(password, about=about)
        with unit_of_work():
            enrolling.create_account(display_name=name, email=email, password_hash=hashed)
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"Account made for {name}.")


@members_cli.command("reset-second-step")
@click.argument("who")
@click.option("--reason", prompt="Why")
def reset_second_step(who: str, reason: str) -> None:
    """Take app, passkeys and recovery codes from WHO (exact display name or e-mail address), for
    somebody who lost them all. Make sure first that it is them who asks."""
    if not reason.strip():
        raise click.ClickException("Write why. It is kept in the log.")
    with unit_of_work():
        is_reset = second_step.reset(member=found_member(who), reason=reason.strip())
    if not is_reset:
        raise click.ClickException("There was no second step to reset.")
    click.echo(f"{who} signs in with the password alone now, and can set up a new second step.")


@members_cli.command("sign-out")
@click.argument("who")
@click.option("--reason", prompt="Why")
def sign_out(who: str, reason: str) -> None:
    """Sign WHO (exact display name or e-mail address) out on every device, as when somebody else
    may be using the account."""
    if not reason.strip():
        raise click.ClickException("Write why. It is kept in the log.")
    with unit_of_work():
        member = found_member(who)
        count = sessions.end_all(member_id=member.id, public_id=member.public_id)
        record(by=None, action="sessions_ended", subject=member.public_id, purpose=reason.strip())
    click.echo(f"{who} is signed out: {count} devices.")


@roles_cli.command("grant")
@click.argument("who")
@click.argument("role")
@click.option("--reason", prompt="Why")
def grant_role(who: str, role: str, reason: str) -> None:
    """Give WHO (exact display name or e-mail address) a ROLE."""
    _change(granting.grant, who, role, reason)
    click.echo(f"{who} is {role} now.")


@roles_cli.command("end")
@click.argument("who")
@click.argument("role")
@click.option("--reason", prompt="Why")
def end_role(who: str, role: str, reason: str) -> None:
    """End a ROLE of WHO (exact display name or e-mail address)."""
    _change(granting.end, who, role, reason)
    click.echo(f"{who} is no {role} any more.")


@roles_cli.command("list")
def list_roles() -> None:
    """Print who holds which role, since when and why."""
    for row in roles.holders():
        day = row.granted_at.date().isoformat()
        click.echo(f"{row.role:<10} {row.display_name:<30} {day} {row.reason}")


@consents_cli.command("refresh")
def refresh_consents() -> None:
    """Run after installing a new consent text: states that rest on an older one are off."""
    with unit_of_work():
        changed = consenting.refresh()
    click.echo(f"{changed} consents rest on an older text and do not hold until given again.")


def _change(act: granting.Change, who: str, role: str, reason: str) -> None:
    try:
        with unit_of_work():
            act(by=granting.THE_SERVER, member=found_member(who), role=role, reason=reason)
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal


def found_member(who: str) -> Viewer:
    """The member with exactly this display name or address.

    Raises:
        ClickException: there is none.
    """
    row = members.found_exactly(
        name=who, name_key=naming.key_of(who), email_key=addresses.key_of(who)
    )
    if row is None:
        raise click.ClickException("Nobody has exactly this name or address.")
    return viewer_of(row.id)
