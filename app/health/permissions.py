"""Who may do what with a health record. It is its owner's alone to change, and a carer's to whom
the owner gave that right."""

from __future__ import annotations

from typing import Protocol

from app.core.viewer import Viewer


class Owned(Protocol):
    """What the rule needs to know of a record."""

    @property
    def member_id(self) -> int:
        """Whose it is."""


def can_change(viewer: Viewer, record: Owned) -> bool:
    """Whether this is the viewer's own."""
    return viewer.is_signed_in and record.member_id == viewer.id


class Granted(Protocol):
    """What the rule needs to know of a carer link that holds."""

    @property
    def scope(self) -> str:
        """read, or write as well."""


def can_write(grant: Granted) -> bool:
    """Whether the person lets this carer correct their entries."""
    return grant.scope == "write"
