"""Mail: written as rows in the transaction, sent afterwards by the job worker."""

from __future__ import annotations

from flask import Flask

from app.core.mail import jobs
from app.core.mail.message import sender
from app.core.mail.outbox import Letter, post_letter
from app.core.mail.transports import transport
from app.core.mail.wording import site_address

__all__ = ["Letter", "jobs", "post_letter", "site_address", "wire"]


def wire(app: Flask) -> None:
    """Say now that letters cannot leave: a setting that cannot work stops the start.

    Raises:
        SystemExit: `MAIL_URL` or `MAIL_FROM` is not understood.
    """
    transport(app)
    try:
        sender(app)
    except ValueError as error:
        raise SystemExit(str(error)) from None
