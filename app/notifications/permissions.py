"""Who may do what with letters. Notices are their member's alone: queries see to that."""

from __future__ import annotations

from app.core.viewer import Viewer


def can_care_for_letters(by: Viewer) -> bool:
    """Operators try letters again or drop them; what stands in them they do not see."""
    return by.has_role("operator")
