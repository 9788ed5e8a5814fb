"""Opening a group and looking after its words, rules and audience."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from sqlalchemy import select

from app.catalogue.words import slug_of
from app.community import permissions
from app.community.events import GroupOpened
from app.community.lengths import LONGEST_GROUP_NAME, LONGEST_GROUP_TEXT, LONGEST_SLUG
from app.community.models import Group, Topic
from app.community.queries import can_have_a_group, group_by_id
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer

AUDIENCES = ("public", "members", "group")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def open_group(
    *,
    by: Viewer,
    name: str,
    slug: str = "",
    purpose: str = "",
    rules: str = "",
    audience: str = "members",
    condition_id: int | None = None,
    is_catch_all: bool = False,
) -> Group:
    """A new, empty group. Without a `slug` one is made from the name.

    Raises:
        Forbidden: the viewer is no operator.
        Invalid: `name`, `slug`, `audience` or `condition` cannot be used.
    """
    require(permissions.can_open_group(by))
    name = " ".join(name.split())
    slug = slug or slug_of(name, LONGEST_SLUG)
    _check_words(name, purpose, rules, audience)
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug == "mine":
        raise Invalid("slug", _("Use small letters, digits and hyphens for the address."))
    if db.session.scalar(select(Group.id).where(Group.slug == slug)):
        raise Invalid("slug", _("Another group has this address already."))
    if condition_id is not None and not can_have_a_group(condition_id):
        raise Invalid("condition", _("Choose a condition, a symptom or a situation from the list."))
    group = Group(
        name=name,
        slug=slug,
        purpose=purpose.strip(),
        rules=rules.strip(),
        audience=audience,
        condition_id=condition_id,
        is_catch_all=is_catch_all,
    )
    db.session.add(group)
    db.session.flush()
    emit(GroupOpened(group_id=group.id))
    return group


def change_group(*, by: Viewer, group_id: int, purpose: str, rules: str, audience: str) -> None:
    """A steward rewrites purpose, rules and audience.

    Raises:
        NotFound: the group is not for this viewer.
        Forbidden: the viewer is not its steward.
        Invalid: a text is too long, or words written for few would be shown to more.
    """
    standing = found(group_by_id(by.id, group_id))
    require(permissions.can_edit_group(standing))
    _check_words(standing.name, purpose, rules, audience)
    group = db.session.get_one(Group, group_id, with_for_update=True)
    if not permissions.can_change_audience(
        group.audience, audience, has_topics=_was_written_in(group)
    ):
        raise Invalid(
            "audience",
            _("People wrote here for fewer readers. You can only make the circle smaller."),
        )
    group.purpose, group.rules, group.audience = purpose.strip(), rules.strip(), audience
    db.session.flush()


def _was_written_in(group: Group) -> bool:
    """Topics that were taken back count too: they can come back."""

    return (
        db.session.scalar(select(Topic.id).where(Topic.group_id == group.id).limit(1)) is not None
    )


def _check_words(name: str, purpose: str, rules: str, audience: str) -> None:
    if not name or len(name) > LONGEST_GROUP_NAME:
        raise Invalid("name", _("Give the group a name of at most 120 letters."))
    for field, text in (("purpose", purpose), ("rules", rules)):
        if len(text) > LONGEST_GROUP_TEXT:
            raise Invalid(field, _("Make this shorter: at most 4,000 characters fit here."))
    if audience not in AUDIENCES:
        raise Invalid("audience", _("Choose who reads in this group."))
