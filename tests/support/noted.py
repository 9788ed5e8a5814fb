"""A post under which two notes stand, one of them shown, so that their pages have something to show."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.community.models import Group, Post
from app.community.services import joining, posting
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote
from app.moderation.services import noting
from app.moderation.services.noting import Given
from tests.factories.accounts import member as make_member

CLAIM = "The post says that a warm bath takes the place of a medicine."
CORRECTION = "A warm bath can feel good. It takes the place of no medicine."
WHY = "The page says what baths can do and what they cannot. This example is made up."
SOURCE = Given("https://www.nhs.uk/", "A made-up page", "Made-up publisher", date(2024, 5, 31))


def add_notes(world: dict[str, Any]) -> None:
    """Adds to the world: `noted_topic`, its first post `noted_post`, `note` (waits for ratings;
    `people["note_writer"]` wrote it), `shown_note`, and `people["just_joined"]`."""
    group = db.session.scalar(select(Group.id).where(Group.slug == world["group"]))
    # Things say where they stand, and a place is an address.
    with current_app.test_request_context(), unit_of_work():
        writer = make_member(display_name="Brings Sources")
        author, other = (
            make_member(display_name="Likes Baths"),
            make_member(display_name="Reads On"),
        )
        just = make_member(display_name="Just Joined", created_at=now())
        for one in (writer, author, other):
            joining.join(by=one.id, group=group)
        topic = posting.open_topic(
            by=author.id, group_id=group, kind="question", title="Warm baths",
            body="A warm bath helped me, so nobody needs a medicine.",
        )  # fmt: skip
        post = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
        world["note"] = _note(writer.id, post.public_id).public_id
        shown = _note(other.id, post.public_id)
        shown.status, shown.shown_from, shown.rating_count = "helpful", now(), 7
        # Settled, so that the job which counts ratings leaves it as it is.
        shown.is_locked = True
        world["shown_note"], world["noted_post"] = shown.public_id, post.public_id
    world["noted_topic"] = topic.public_id
    world["people"] |= {"note_writer": writer.id, "just_joined": just.id}


def _note(member_id: int, post_id: str) -> ContextNote:
    said = {"claim": CLAIM, "correction": CORRECTION, "why": WHY}
    return noting.write(
        by=viewer_of(member_id), kind="post", thing_id=post_id, flaw="anecdote_as_rule",
        harm=2, sources=[SOURCE], **said,
    )  # fmt: skip
