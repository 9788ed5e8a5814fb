"""What the page of a topic shows, gathered in as few queries as there are kinds of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from flask import get_template_attribute, url_for
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf

from app.community import permissions, queries
from app.community.queries import OnePost, PostRow, TopicRow
from app.community.views.dates import Dates
from app.community.views.fragments import Drawing
from app.core.clock import now
from app.core.pagination import NumberedPage, page_of
from app.core.viewer import Viewer
from app.health import queries as health
from app.moderation.note_wording import METHODS
from app.moderation.queries import away, notes
from app.moderation.steps import HELD
from app.moderation.wording import GROUNDS


class Continue(NamedTuple):
    """Where the viewer left off. `new` counts what came after it."""

    place: int
    target: int
    page: int
    new: int


def topic_page(viewer: Viewer, topic: TopicRow, page: NumberedPage) -> dict[str, Any]:
    """The context of `community/topic.html`."""
    token = generate_csrf() if viewer.is_signed_in else ""
    left_off = continue_from(topic, page)
    first_new = left_off.target if left_off and left_off.new else 0
    posts = queries.page_of_posts(viewer, topic.id, topic.group_id, page)
    return {
        "topic": topic,
        "page": page,
        "posts": posts,
        "draw": _drawing(viewer, topic, page, token, first_new, posts),
        "first_new": first_new,
        "token": token,
        "may_post": permissions.can_post(topic),
        "left_off": left_off,
        "address": url_for("community.topic", public_id=topic.public_id),
        "group_address": url_for("community.group", slug=topic.group_slug),
    }


def rules_of(posts: Iterable[PostRow | OnePost]) -> dict[str, str]:
    """Of those that moderators took away, by public id, the rule in words. Asks only where there
    are any."""
    hidden = [post.public_id for post in posts if post.hidden_as not in (None, HELD)]
    grounds = away.grounds_of("post", hidden)
    return {public_id: str(GROUNDS[ground].name) for public_id, ground in grounds.items()}


def _drawing(
    viewer: Viewer,
    topic: TopicRow,
    page: NumberedPage,
    token: str,
    first_new: int,
    posts: Sequence[PostRow],
) -> Drawing:
    return Drawing(
        viewer_id=viewer.id,
        inside=permissions.can_post(topic),
        token=token,
        base=url_for("community.post", public_id="-")[:-1],
        language=str(get_locale()),
        dates=Dates(),
        first_new=first_new,
        card=_card(viewer, topic) if page.number == 1 else "",
        rules=rules_of(posts),
        filters=viewer.filters,
        notes=_notes(posts),
    )


def _notes(posts: Iterable[PostRow]) -> dict[str, str]:
    """The context notes under the posts that stand, drawn: one statement."""
    shown = notes.shown_under("post", [one.public_id for one in posts if not one.deleted_at], now())
    draw = get_template_attribute("moderation/_note.html", "shown_note")
    href = url_for("moderation.note", note_id="-")[:-1]
    return {
        public_id: "".join(str(draw(note, METHODS, href)) for note in some)
        for public_id, some in shown.items()
    }


def _card(viewer: Viewer, topic: TopicRow) -> str:
    """The evaluation of an experience, drawn, where its owner shows it to this group."""
    if topic.evaluation_id is None:
        return ""
    card = health.card_of(viewer, topic.evaluation_id, topic.group_id)
    if card is None:
        return ""
    draw = get_template_attribute("health/evaluation_card.html", "evaluation_card")
    return str(draw(card, group=topic.group_slug))


def continue_from(topic: TopicRow, page: NumberedPage) -> Continue | None:
    """The link to the last place; None when it would lead to where the viewer is anyway."""
    if not topic.my_place:
        return None
    new = topic.post_count - topic.my_place
    target = topic.my_place + 1 if new > 0 else topic.my_place
    if new <= 0 and page_of(target) == page.number:
        return None
    return Continue(topic.my_place, target, page_of(target), max(new, 0))
