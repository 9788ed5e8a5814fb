"""What chat shows on the front of a group."""

from __future__ import annotations

from app.chat.queries.gatherings import next_gathering
from app.community.queries import GroupPart, GroupRow, shown_on_group_pages
from app.core.viewer import Viewer


@shown_on_group_pages
def next_and_rooms(viewer: Viewer, group: GroupRow) -> GroupPart | None:
    """For its members: the next gathering, and the way to the rooms."""
    if group.my_role is None:
        return None
    values = {"next": next_gathering(viewer, group.id), "slug": group.slug}
    return GroupPart("chat/_group_part.html", values)
