"""What can be refused, in words that services use and edges translate."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


class Refusal(Exception):
    """Base of every refusal; `status` is what a page or the API answers."""

    status = 400


class NotFound(Refusal):
    """It is not there, or not for this person: a stranger must not tell the two apart."""

    status = 404


class Forbidden(Refusal):
    """This person may see it but may not do that."""

    status = 403


class Restricted(Forbidden):
    """The same because moderators decided so. `message` tells the person until when."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Conflict(Refusal):
    """The state changed meanwhile, or consent for this is missing."""

    status = 409


class Invalid(Refusal):
    """A value breaks a rule. `field` names the form field, `message` is shown beside it."""

    status = 422

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def require(condition: object) -> None:
    """Go on only when `condition` holds.

    Raises:
        Forbidden: it does not.
    """
    if not condition:
        raise Forbidden


def found(row: T | None) -> T:
    """The row, or `NotFound` when a look-up through the viewer gave nothing."""
    if row is None:
        raise NotFound
    return row
