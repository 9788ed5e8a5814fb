"""What engagement shows of welcoming on the front of a group: the way there, and no statement more."""

from __future__ import annotations

from app.community.queries import GroupPart, GroupRow, shown_on_group_pages
from app.core.viewer import Viewer


@shown_on_group_pages
def ways_to_welcome(_viewer: Viewer, group: GroupRow) -> GroupPart | None:
    """For its members: the page on which they say whether they like to welcome people; for stewards
    also who is new."""
    if group.my_role is None:
        return None
    values = {"slug": group.slug, "is_steward": group.my_role == "steward"}
    return GroupPart("engagement/_welcome_part.html", values)
