"""Reading groups, topics and posts, always through the person who looks."""

from __future__ import annotations

from app.community.queries.audience import FINDABLE, READABLE, VIEWER, readable_by
from app.community.queries.groups import (
    GroupLine,
    GroupRow,
    Steward,
    can_have_a_group,
    concept_with_slug,
    directory,
    group_by_id,
    group_of,
    member_named,
    member_with_public_id,
    my_groups,
    readable_group,
    stewards_of,
)
from app.community.queries.parts import GroupPart, parts_of_group_page, shown_on_group_pages
from app.community.queries.places import Place, my_places
from app.community.queries.posts import (
    OnePost,
    PostRow,
    first_post_of,
    own_post,
    owner_of_evaluation,
    page_of_posts,
    post_by_public_id,
    post_of,
)
from app.community.queries.topics import (
    TopicLine,
    TopicRow,
    newest_topics,
    topic_by_id,
    topic_of,
)
from app.community.queries.versions import MOST_VERSIONS, Version, versions_of

__all__ = [
    "FINDABLE",
    "MOST_VERSIONS",
    "READABLE",
    "VIEWER",
    "GroupLine",
    "GroupPart",
    "GroupRow",
    "OnePost",
    "Place",
    "PostRow",
    "Steward",
    "TopicLine",
    "TopicRow",
    "Version",
    "can_have_a_group",
    "concept_with_slug",
    "directory",
    "first_post_of",
    "group_by_id",
    "group_of",
    "member_named",
    "member_with_public_id",
    "my_groups",
    "my_places",
    "newest_topics",
    "own_post",
    "owner_of_evaluation",
    "page_of_posts",
    "parts_of_group_page",
    "post_by_public_id",
    "post_of",
    "readable_by",
    "readable_group",
    "shown_on_group_pages",
    "stewards_of",
    "topic_by_id",
    "topic_of",
    "versions_of",
]
