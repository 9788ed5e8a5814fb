"""Groups, memberships, topics, posts and reactions.

Counters that pages show (`post_count`, `member_count`, the five reaction counts) are written
with the change that moves them, never computed per view.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.community.lengths import LONGEST_GROUP_NAME, LONGEST_SLUG, LONGEST_TITLE
from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Group(Base):
    """A place for one condition. `audience` says who reads it: everybody (`public`), people
    with an account (`members`), or the group's own members (`group`)."""

    __tablename__ = "groups"
    __table_args__ = (
        CheckConstraint("audience IN ('public','members','group')", name="known_audience"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_GROUP_NAME))
    purpose: Mapped[str] = mapped_column(Text, default="")
    # Plain lines, one rule each.
    rules: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(String(10), default="members")
    condition_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id"), default=None, index=True
    )
    # The one group that takes experiences whose condition has no group yet.
    is_catch_all: Mapped[bool] = mapped_column(default=False)
    member_count: Mapped[int] = mapped_column(default=0)
    topic_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()


class Membership(Base):
    """A member's place in a group. Leaving deletes the row: having been in a group about an
    illness is nobody's business afterwards."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("group_id", "member_id"),
        Index("ix_memberships_member", "member_id", "group_id"),
        CheckConstraint("role IN ('member','steward')", name="known_role"),
    )

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(10), default="member")
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    joined_at: Mapped[datetime] = created_at_column()


class Topic(Base):
    """One conversation. Its posts are numbered from 1 without gaps; `post_count` is the last
    number given. `last_post_at` orders the group's list."""

    __tablename__ = "topics"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('question','update','experience','announcement')", name="known_kind"
        ),
        Index("ix_topics_group_newest", "group_id", "last_post_at", "id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    evaluation_id: Mapped[int | None] = mapped_column(
        ForeignKey("evaluations.id", ondelete="SET NULL"), default=None, unique=True
    )
    post_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()
    last_post_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    last_post_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    # The opener took the whole topic back (its first post); who and when.
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    # Moderators let it stand, but not at the top: it is listed by when it was opened.
    reduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Post(Base):
    """One contribution. `html` is made safe and stored when written. A deleted post keeps its
    place, so that page numbers and links stay true."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("topic_id", "position"),)

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    position: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    thanks_count: Mapped[int] = mapped_column(default=0)
    me_too_count: Mapped[int] = mapped_column(default=0)
    thinking_count: Mapped[int] = mapped_column(default=0)
    helpful_count: Mapped[int] = mapped_column(default=0)
    hope_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    # Moderators took it away: "hide" or "remove". Only they bring it back; its words are kept. Or
    # nobody but its author reads it until a person has: "held".
    hidden_as: Mapped[str | None] = mapped_column(String(10), default=None)


class PostRevision(Base):
    """What a post said before an edit."""

    __tablename__ = "post_revisions"

    id: Mapped[int] = primary_key()
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    title: Mapped[str | None] = mapped_column(String(LONGEST_TITLE), default=None)
    body: Mapped[str] = mapped_column(Text)
    replaced_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    replaced_at: Mapped[datetime] = created_at_column()


REACTION_KINDS = ("thanks", "me_too", "thinking", "helpful", "hope")


class Reaction(Base):
    """One of five words that a member gave to a post."""

    __tablename__ = "reactions"
    __table_args__ = (
        UniqueConstraint("post_id", "member_id", "kind"),
        CheckConstraint(
            "kind IN ('thanks','me_too','thinking','helpful','hope')", name="known_kind"
        ),
        Index("ix_reactions_member", "member_id"),
    )

    id: Mapped[int] = primary_key()
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = created_at_column()


class ReadingPlace(Base):
    """Up to where a member has read a topic. No time is kept, and the member can wipe it."""

    __tablename__ = "reading_places"
    __table_args__ = (UniqueConstraint("member_id", "topic_id"),)

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
