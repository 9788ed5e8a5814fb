"""How moderation finds a post, hides it and brings it back. No permission is asked here: who
decides, and why, is moderation's to check and to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from app.community.queries import post_of
from app.community.queries.groups import every_group
from app.community.queries.noted import read_by, written_by
from app.community.queries.reported import ReportedPost, posts_since, reported_post
from app.community.services import hiding
from app.core.viewer import Viewer
from app.moderation.services.registering import Adapters, GroupName, Thing
from app.moderation.steps import HELD


class PostAdapter:
    """Posts of topics. The first one stands for its topic, title and all: with it the topic goes
    and comes back, and it alone has a place in a list. Neither its author nor whoever decided
    brings a hidden one back from its page: only moderation does."""

    kind = "post"
    table = "posts"

    def find(self, public_id: str) -> Thing | None:
        """The post, whoever may read it."""
        row = reported_post(public_id)
        return _thing_of(row) if row else None

    def seen_by(self, viewer: Viewer, public_id: str) -> Thing | None:
        """Where the viewer reads its group, and it stands there."""
        seen = post_of(viewer, public_id)
        if seen is None or seen.deleted_at is not None or seen.topic_deleted_at is not None:
            return None
        return self.find(public_id)

    def published_since(self, since: datetime) -> Iterator[Thing]:
        """Posts that stand, the oldest first, read in slices."""
        return map(_thing_of, posts_since(since))

    def author_of(self, public_id: str) -> int | None:
        """Whose words these are."""
        row = reported_post(public_id)
        return row.author_id if row else None

    def hide(self, public_id: str, *, by_id: int | None, as_: str) -> bool:
        """Out of the topic's page, and of everything that is drawn from posts."""
        if as_ == HELD:
            return hiding.hold(public_id)
        return hiding.hide(public_id, by_id=by_id, as_=as_)

    def restore(self, public_id: str, *, by_id: int) -> bool:
        """Back where it stood, unless its words were emptied after the time for appeals."""
        return hiding.unhide(public_id, by_id=by_id)

    def list_lower(self, public_id: str, *, is_lower: bool) -> None:
        """Its topic, by when it was opened."""
        hiding.list_lower(public_id, is_lower=is_lower)


def _thing_of(row: ReportedPost) -> Thing:
    place = _("Topic “%(title)s”", title=row.title) if row.is_first else row.title
    return Thing(
        kind=PostAdapter.kind,
        public_id=row.public_id,
        author_id=row.author_id,
        author_public_id=row.author_public_id,
        author_name=row.author_name,
        words=row.words,
        content_note="",
        written_at=row.created_at,
        # A reply goes with its topic.
        hidden_at=row.deleted_at or row.topic_deleted_at,
        hidden_by_id=row.deleted_by_id,
        can_come_back=_can_come_back(row),
        waits=row.waits,
        group_id=row.group_id,
        place=f"{place} – {row.group_name}",
        # Written out: a job that reads posts has no request to build an address for.
        address=f"/posts/{row.public_id}",
        can_be_listed_lower=row.is_first,
    )


def _can_come_back(row: ReportedPost) -> bool:
    """Its author took it back, or whoever opened its topic did; or it only waits for a first
    look."""
    if row.hidden_as is not None or not row.body:
        return row.hidden_as == HELD
    if row.deleted_at is None:
        return row.topic_deleted_at is not None
    return row.deleted_by_id == row.author_id


def register(adapters: Adapters) -> None:
    """Make posts known to moderation, that notes stand under them, and the groups they stand in."""
    adapters.add(PostAdapter())
    adapters.noted[PostAdapter.kind] = read_by
    adapters.written[PostAdapter.kind] = written_by
    adapters.groups = lambda: [GroupName(*row) for row in every_group()]
