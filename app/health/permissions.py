"""Who may do what with a health record. A record is its owner's alone to change."""

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
