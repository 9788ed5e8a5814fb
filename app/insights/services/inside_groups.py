"""Letting a viewer into a group's figures and experiences."""

from __future__ import annotations

from app.community.queries import GroupRow, readable_group
from app.core.errors import require
from app.core.viewer import Viewer
from app.insights.permissions import can_read_figures


def group_from_inside(viewer: Viewer, slug: str) -> GroupRow:
    """A group that the viewer is a member of.

    Raises:
        NotFound: there is no such group for this viewer.
        Forbidden: the viewer may read the group's conversations but is not in it.
    """
    group = readable_group(viewer, slug)
    require(can_read_figures(group))
    return group
