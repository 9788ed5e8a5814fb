"""E-mail addresses: written as typed, compared in one form. They are never shown to others."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from app.core.errors import Invalid

LONGEST = 254


def checked(address: str) -> str:
    """The address in its normal spelling. Nothing is asked of the network.

    Raises:
        Invalid: it cannot be an address.
    """
    try:
        valid = validate_email(address[: LONGEST + 1], check_deliverability=False)
    except EmailNotValidError:
        raise Invalid("email", _("Write your e-mail address like this: name@example.org")) from None
    return valid.normalized


def key_of(address: str) -> str:
    """The address as it is compared: normal spelling where it has one, case folded."""
    try:
        return checked(address).casefold()
    except Invalid:
        return address.strip().casefold()[:LONGEST]
