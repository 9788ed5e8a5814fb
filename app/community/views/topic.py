"""Reading a topic, going to one post of it, seeing how a post changed."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from app.community import differences, permissions, queries
from app.community.queries import OnePost, TopicRow
from app.community.views.blueprint import bp
from app.community.views.dates import Dates
from app.community.views.topic_page import rules_of, topic_page
from app.core.access import current_viewer, public
from app.core.clock import now
from app.core.errors import NotFound, found
from app.core.pagination import numbered_page, page_of
from app.core.templating import render
from app.core.text import render_markdown
from app.moderation.steps import HELD


@bp.get("/topics/<public_id>")
@public
def topic(public_id: str) -> Any:
    """Twenty posts of a topic."""
    viewer = current_viewer()
    row = found(queries.topic_of(viewer, public_id))
    if row.deleted_at is not None:
        return taken_back(row)
    page = numbered_page(page_number(), row.post_count)
    return render("community/topic.html", **topic_page(viewer, row, page))


def page_number() -> int:
    """The page that is asked for; the first when none is.

    Raises:
        NotFound: what is asked for is no number.
    """
    word = request.args.get("page", "1")
    if not (word.isascii() and word.isdigit() and len(word) <= 9):
        raise NotFound
    return int(word)


def taken_back(row: TopicRow, kept: str = "") -> tuple[str, int]:
    """The kind page in place of a topic that its opener took back or moderators hid, or that waits
    for a person; `kept` gives words that were being sent to it to the person who wrote them."""
    viewer = current_viewer()
    first = queries.first_post_of(viewer, row.id)
    is_own = row.opened_by_id == viewer.id
    if first is not None and first.waits:
        return _waiting(row, first, kept)
    may_restore = first is not None and permissions.can_restore(viewer.id, first, now())
    is_hidden = first is not None and first.hidden_as not in (None, HELD)
    page = render(
        "community/topic_hidden.html" if is_hidden else "community/taken_back.html",
        topic=row,
        kept=kept,
        first=first if may_restore else None,
        is_own=is_own,
        rule=next(iter(rules_of([first]).values()), "") if first else "",
    )
    return page, 410


def _waiting(row: TopicRow, first: OnePost, kept: str) -> tuple[str, int]:
    """The topic for its author, who alone reads it now; for others a page that says so."""
    viewer = current_viewer()
    is_own = first.author_id == viewer.id
    page = render(
        "community/topic_held.html",
        topic=row,
        kept=kept,
        post=first,
        words=render_markdown(first.body) if is_own else "",
        is_own=is_own,
        inside=permissions.can_post(row),
        base=url_for("community.post", public_id="-")[:-1],
    )
    return page, 200 if is_own and not kept else 410


def address_of(topic_id: str, position: int) -> str:
    """The address of a post on the page of its topic that it stands on; `topic_id` is public."""
    number = page_of(position)
    return url_for(
        "community.topic",
        public_id=topic_id,
        page=number if number > 1 else None,
        _anchor=f"p-{position}",
    )


def place_of(post: OnePost) -> str:
    """The same for a post at hand."""
    return address_of(post.topic_public_id, post.position)


@bp.get("/posts/<public_id>")
@public
def post(public_id: str) -> Any:
    """Lead to the post in its topic."""
    return redirect(place_of(found(queries.post_of(current_viewer(), public_id))))


@bp.get("/posts/<public_id>/history")
@public
def post_history(public_id: str) -> Any:
    """How a post changed, newest change first."""
    viewer = current_viewer()
    row = found(queries.post_of(viewer, public_id))
    if row.deleted_at is not None or row.topic_deleted_at is not None:
        raise NotFound
    versions = queries.versions_of(row.id)
    return render(
        "community/history.html",
        post=row,
        changes=differences.changes(versions[-queries.MOST_VERSIONS :], row),
        has_more=len(versions) > queries.MOST_VERSIONS,
        address=place_of(row),
        dates=Dates(),
        may_forget=permissions.can_delete(viewer.id, row),
    )
