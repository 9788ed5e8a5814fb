"""Who may read what insights shows. Pure rules; what a group shows to whom is its queries' part."""

from __future__ import annotations

from app.community.permissions import Standing
from app.core.viewer import Viewer


def can_read_summaries(viewer: Viewer) -> bool:
    """Clinicians, and the operator who releases them. Both get the same bytes."""
    return viewer.has_role("clinician", "operator")


def can_read_figures(standing: Standing) -> bool:
    """Members of the group: the consent to show entries names them and nobody else."""
    return standing.my_role is not None
