"""The way to the board from the front of a group."""

from __future__ import annotations

from app.community.queries import GroupPart, GroupRow, shown_on_group_pages
from app.core.viewer import Viewer
from app.engagement.permissions import can_see_group


@shown_on_group_pages
def way_to_the_board(viewer: Viewer, group: GroupRow) -> GroupPart | None:
    """For whoever may look at it. Asks the database nothing."""
    if not can_see_group(viewer, group):
        return None
    return GroupPart("engagement/_board_link.html", {"slug": group.slug})
