"""Who may read what insights shows. Pure rules; what a group shows to whom is its queries' part."""

from __future__ import annotations

from typing import Protocol

from app.core.viewer import Viewer


class Standing(Protocol):
    """A person's place in a group: `my_role` is empty for somebody outside."""

    @property
    def my_role(self) -> str | None:
        """The role in the group."""


def can_read_summaries(viewer: Viewer) -> bool:
    """Clinicians, and the operator who releases them. Both get the same bytes."""
    return viewer.has_role("clinician", "operator")


def can_read_figures(standing: Standing) -> bool:
    """Members of the group: the consent to show entries names them and nobody else."""
    return standing.my_role is not None
