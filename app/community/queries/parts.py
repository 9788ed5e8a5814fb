"""What packages above show on a group's front page: each registers a function for its part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from app.community.queries.groups import GroupRow
from app.core.viewer import Viewer


class GroupPart(NamedTuple):
    """A part of the page: a template, which gets `values` as `part.values`."""

    template: str
    values: dict[str, Any]


Show = Callable[[Viewer, GroupRow], GroupPart | None]
_SHOWN: list[Show] = []


def shown_on_group_pages(show: Show) -> Show:
    """Register a function that gives the part for a viewer, or None where there is nothing for
    them. It makes one statement at most: the page is looked at often."""
    _SHOWN.append(show)
    return show


def parts_of_group_page(viewer: Viewer, group: GroupRow) -> list[GroupPart]:
    """All parts for this viewer, in the order of the ladder."""
    return [part for show in _SHOWN if (part := show(viewer, group)) is not None]
