"""From a letter to what goes over the wire. Headers are set through the email library, which
refuses line breaks in them (safety.md A-1). Nothing in it tells whether it was read."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Protocol
from urllib.parse import urlsplit

from flask import Flask


class Written(Protocol):
    """What a letter must have to be sent."""

    @property
    def public_id(self) -> str: ...  # noqa: D102
    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> str: ...  # noqa: D102
    @property
    def created_at(self) -> datetime: ...  # noqa: D102


def site_host(app: Flask) -> str:
    """The name of the site in addresses; `localhost` when it is reached by a number."""
    host = urlsplit(app.config["SITE_URL"]).hostname or ""
    return host if re.search("[a-z]", host) else "localhost"


def sender(app: Flask) -> Address:
    """From whom letters come: `MAIL_FROM`, else the site's name at its own host.

    Raises:
        ValueError: `MAIL_FROM` is no address.
    """
    name, spec = parseaddr(app.config["MAIL_FROM"] or f"no-reply@{site_host(app)}")
    if "@" not in spec:
        raise ValueError("MAIL_FROM is no e-mail address")
    return Address(name or app.config["SITE_NAME"], addr_spec=spec)


def as_message(app: Flask, letter: Written) -> EmailMessage:
    """The message. Its id stays the same however often it is sent, so that it arrives as one.

    Raises:
        ValueError: an address or the subject cannot stand in a header.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender(app)
    message["To"] = Address(addr_spec=letter.address)
    message["Subject"] = letter.subject
    message["Date"] = letter.created_at
    message["Message-ID"] = f"<{letter.public_id}@{site_host(app)}>"
    # Keeps holiday replies and mailing lists from answering a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    short = all(len(line) < 900 for line in letter.body.splitlines())
    plain = letter.body.isascii() and short
    message.set_content(letter.body, cte="7bit" if plain else "quoted-printable")
    return message
