"""First posts that wait for an answer, for those who look after a group (science.md E6)."""

from __future__ import annotations

from dataclasses import dataclass

from app.community.queries.groups import GroupRow, group_of
from app.core.clock import now
from app.core.errors import found
from app.core.pagination import KeyPage
from app.core.viewer import Viewer
from app.engagement.permissions import can_arrange
from app.engagement.queries.first_posts import Waiting, waiting_in
from app.engagement.services import looking
from app.engagement.services.calling_stewards import WAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPosts:
    """A page of the list. `overdue`: keys of those that have waited for more than a day; `can_ask`:
    the viewer asks others to welcome somebody."""

    group: GroupRow
    page: KeyPage[Waiting]
    overdue: frozenset[int]
    can_ask: bool


def waiting_posts(viewer: Viewer, slug: str, after: str | None) -> WaitingPosts:
    """Read anew with every look, for whoever may look at the group's board; the log says so as of
    the board. Who does not read in the group sees no title and no name.

    Raises:
        NotFound: there is no such group for this viewer, or `after` is no key of this list.
        Forbidden: the viewer is in the group and no more.
    """
    looking.board(viewer, slug, window="", definition="", direction="ltr")
    group = found(group_of(viewer, slug))
    page = waiting_in(group.id, after) if group.is_readable else KeyPage([], None)
    due = now() - WAITS
    overdue = frozenset(one.id for one in page.rows if one.posted_at <= due)
    return WaitingPosts(group=group, page=page, overdue=overdue, can_ask=can_arrange(group))
