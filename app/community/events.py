"""News of the community. Ids only; who needs more looks it up through the viewer."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class GroupOpened(Event):
    """A group can be found and joined."""

    group_id: int


@dataclass(frozen=True, kw_only=True)
class MemberJoinedGroup(Event):
    """A member came in."""

    group_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberLeftGroup(Event):
    """A member went; what they wrote stays."""

    group_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class PostNoted(Event):
    """A context note stands under a post. `reader_ids` had read the post before, by the place that
    they keep in its topic; `author_id` wrote it."""

    post_public_id: str
    author_id: int
    reader_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class StewardDismissed(Event):
    """Somebody who looked after a group is a member like all others."""

    group_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class TopicOpened(Event):
    """A conversation began with its first post."""

    topic_id: int
    post_id: int
    group_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class PostPublished(Event):
    """Something was written: the first post of a topic or a reply."""

    post_id: int
    topic_id: int
    group_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class PostEdited(Event):
    """The words of a post changed; the old ones are a revision."""

    post_id: int
    topic_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class PostDeleted(Event):
    """A post is gone: its author took it back, or moderation did so (`by_id` is None where it waits
    for a person). With the first post the whole topic went."""

    post_id: int
    topic_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PostRestored(Event):
    """A deleted post came back."""

    post_id: int
    topic_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class ReactionGiven(Event):
    """Somebody answered a post with one of the five words."""

    post_id: int
    kind: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class ReactionTakenBack(Event):
    """The same was taken back."""

    post_id: int
    kind: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class TopicRead(Event):
    """Somebody read in a topic of a group that they are in: which one and how far is told to
    nobody."""

    group_id: int
    member_id: int


# News that nobody inside the house needs yet; offered to packages that come later.
PUBLIC = (
    GroupOpened,
    TopicOpened,
)
