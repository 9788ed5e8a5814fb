"""Groups and topics as JSON, for whoever may read them as pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import RAISE

from app.api.schemas import (
    AfterInputSchema,
    GroupListSchema,
    GroupSchema,
    PageInputSchema,
    TopicListSchema,
    TopicPageSchema,
)
from app.api.views import bp
from app.community.queries import (
    PostRow,
    directory,
    newest_topics,
    page_of_posts,
    readable_group,
    topic_of,
)
from app.core.access import current_viewer, public
from app.core.clock import now
from app.core.errors import NotFound
from app.core.pagination import numbered_page
from app.moderation.queries.notes import shown_under


@bp.route("/groups")
@public
@bp.arguments(AfterInputSchema, location="query", unknown=RAISE)
@bp.response(200, GroupListSchema)
def groups(query: dict[str, Any]) -> dict[str, Any]:
    """Groups by name, 30 a page."""
    page = directory(current_viewer(), after=query.get("after"))
    return {"groups": page.rows, "next": page.next_key}


@bp.route("/groups/<slug>")
@public
@bp.response(200, GroupSchema)
def group(slug: str) -> Any:
    """One group."""
    return readable_group(current_viewer(), slug)


@bp.route("/groups/<slug>/topics")
@public
@bp.arguments(AfterInputSchema, location="query", unknown=RAISE)
@bp.response(200, TopicListSchema)
def group_topics(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Topics of a group, the last written in first, 20 a page."""
    viewer = current_viewer()
    found = readable_group(viewer, slug)
    page = newest_topics(viewer, found.id, query.get("after"))
    return {"topics": page.rows, "next": page.next_key}


@bp.route("/topics/<public_id>")
@public
@bp.arguments(PageInputSchema, location="query", unknown=RAISE)
@bp.response(200, TopicPageSchema)
def topic(query: dict[str, Any], public_id: str) -> dict[str, Any]:
    """A topic and 20 of its posts."""
    viewer = current_viewer()
    row = topic_of(viewer, public_id)
    if row is None or row.deleted_at:
        raise NotFound
    page = numbered_page(query["page"], row.post_count)
    posts = page_of_posts(viewer, row.id, row.group_id, page)
    return {"topic": row, "page": page, "posts": _with_notes(posts)}


def _with_notes(posts: Sequence[PostRow]) -> list[dict[str, Any]]:
    """Each post with the context notes that stand under it: one statement for all of them. Of what
    waits for a person nobody but its author learns who wrote it, as on the page."""
    me = current_viewer().id
    shown = shown_under("post", [one.public_id for one in posts if not one.deleted_at], now())
    return [
        {
            **one._asdict(),
            "author": "" if one.waits and one.author_id != me else one.author,
            "notes": shown.get(one.public_id, []),
        }
        for one in posts
    ]
