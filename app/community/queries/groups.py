"""Groups as a viewer finds them: the directory, one group's front, the viewer's own groups."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, select, tuple_

from app.catalogue.kinds import PURPOSE_KINDS
from app.catalogue.models import Concept
from app.community.queries.audience import (
    FINDABLE,
    READABLE,
    VIEWER,
    for_members,
    for_readers,
)
from app.community.queries.finding import meant_by
from app.community.queries.tables import GROUPS, MEMBERS, MEMBERSHIPS, group, member, membership
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, key_page
from app.core.viewer import Viewer

DIRECTORY_PAGE = 30


class GroupRow(NamedTuple):
    """One group and the viewer's place in it."""

    id: int
    slug: str
    name: str
    purpose: str
    rules: str
    audience: str
    condition_id: int | None
    member_count: int | None
    topic_count: int | None
    my_role: str | None
    is_readable: bool

    @property
    def rule_lines(self) -> list[str]:
        """The rules, one each."""
        return [line.strip() for line in self.rules.splitlines() if line.strip()]


class GroupLine(NamedTuple):
    """A group in a list."""

    id: int
    slug: str
    name: str
    purpose: str
    audience: str
    member_count: int | None
    topic_count: int | None
    my_role: str | None


class Steward(NamedTuple):
    """Somebody who looks after a group."""

    public_id: str
    display_name: str


_LINE = (
    select(
        group.id,
        group.slug,
        group.name,
        group.purpose,
        group.audience,
        for_members(group.member_count, membership.role),
        for_readers(group.topic_count),
        membership.role,
    )
    .select_from(GROUPS)
    .outerjoin(MEMBERSHIPS, and_(membership.group_id == group.id, membership.member_id == VIEWER))
)
_ONE = (
    select(
        group.id,
        group.slug,
        group.name,
        group.purpose,
        group.rules,
        group.audience,
        group.condition_id,
        for_members(group.member_count, membership.role),
        for_readers(group.topic_count),
        membership.role,
        READABLE.label("is_readable"),
    )
    .select_from(GROUPS)
    .outerjoin(MEMBERSHIPS, and_(membership.group_id == group.id, membership.member_id == VIEWER))
    .where(FINDABLE)
)
_BY_SLUG = _ONE.where(group.slug == bindparam("slug"))
_BY_ID = _ONE.where(group.id == bindparam("group_id", type_=Integer))
_STEWARDS = (
    select(member.public_id, member.display_name)
    .join(MEMBERSHIPS, membership.member_id == member.id)
    .where(membership.group_id == bindparam("group_id"), membership.role == "steward")
    .order_by(membership.joined_at, membership.id)
    .limit(20)
)
_MINE = _LINE.where(membership.id.is_not(None)).order_by(group.name, group.id)


def group_of(viewer: Viewer, slug: str) -> GroupRow | None:
    """The door of a group: also for people who may not read inside (`is_readable` says)."""
    row = db.session.execute(_BY_SLUG, {"viewer_id": viewer.id, "slug": slug}).first()
    return GroupRow(*row) if row else None


def readable_group(viewer: Viewer, slug: str) -> GroupRow:
    """A group whose conversations the viewer reads.

    Raises:
        NotFound: there is none, or not for this viewer.
    """
    group = group_of(viewer, slug)
    if group is None or not group.is_readable:
        raise NotFound
    return group


def group_by_id(member_id: int, group_id: int) -> GroupRow | None:
    """The same as `group_of` by keys, for services and for other packages."""
    row = db.session.execute(_BY_ID, {"viewer_id": member_id, "group_id": group_id}).first()
    return GroupRow(*row) if row else None


def stewards_of(group_id: int) -> list[Steward]:
    """Who looks after a group, longest serving first; at most 20."""
    return [Steward(*row) for row in db.session.execute(_STEWARDS, {"group_id": group_id})]


def my_groups(viewer: Viewer) -> list[GroupLine]:
    """The groups the viewer is in, by name."""
    return [GroupLine(*row) for row in db.session.execute(_MINE, {"viewer_id": viewer.id})]


def directory(viewer: Viewer, *, words: str = "", after: str | None = None) -> KeyPage[GroupLine]:
    """Groups by name, 30 a page; with `words`, those that the words mean.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    listed = _LINE.where(FINDABLE)
    if words:
        listed = listed.where(meant_by(viewer, words))
    key = decode_key(after, 2)
    if key:
        if not isinstance(key[0], str) or not isinstance(key[1], int):
            raise NotFound
        listed = listed.where(tuple_(group.name, group.id) > (key[0], key[1]))
    listed = listed.order_by(group.name, group.id).limit(DIRECTORY_PAGE + 1)
    rows = [GroupLine(*row) for row in db.session.execute(listed, {"viewer_id": viewer.id})]
    return key_page(rows, DIRECTORY_PAGE, lambda row: (row.name, row.id))


def can_have_a_group(concept_id: int) -> bool:
    """Whether a group can be for this concept: anything that people take a treatment for."""
    kind = db.session.scalar(select(Concept.kind).where(Concept.id == concept_id))
    return kind in PURPOSE_KINDS


def concept_with_slug(slug: str) -> int | None:
    """The key of a concept that can have a group, by the last part of its address in the
    catalogue. Where a condition, a symptom and a situation share it, in this order."""
    rows = db.session.execute(
        select(Concept.kind, Concept.id).where(
            Concept.kind.in_(PURPOSE_KINDS), Concept.slug == slug
        )
    )
    ids = {row.kind: row.id for row in rows}
    return next((ids[kind] for kind in PURPOSE_KINDS if kind in ids), None)


def member_named(group_id: int, name: str) -> int | None:
    """The key of a member of the group by display name, as written; None when nobody has it."""
    return db.session.scalar(
        select(membership.member_id)
        .join(MEMBERS, member.id == membership.member_id)
        .where(membership.group_id == group_id, member.display_name == name)
    )


def member_with_public_id(group_id: int, public_id: str) -> int | None:
    """The key of a member of the group by public id."""
    return db.session.scalar(
        select(membership.member_id)
        .join(MEMBERS, member.id == membership.member_id)
        .where(membership.group_id == group_id, member.public_id == public_id)
    )


def every_group() -> list[tuple[int, str, str]]:
    """Key, public id and name of each, by name: for choosing one at the moderators' desk."""
    rows = db.session.execute(
        select(group.id, group.public_id, group.name).order_by(group.name, group.id)
    )
    return [(row.id, row.public_id, row.name) for row in rows]
