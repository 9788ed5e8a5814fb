"""Somebody new in a group, helpers who can be asked, and an invitation, so that pages of welcomes
have something to show."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.community.models import Group
from app.community.services import joining, posting
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import Invitation, Welcome
from app.engagement.services import volunteering
from tests.factories.accounts import member as make_member


def add_newcomers(world: dict[str, Any]) -> None:
    """Adds to the world: `new_in_group`, who came to the steward's group and wrote. Two members can be
    asked to welcome them; the member of the world was asked for somebody else, and is welcomed. The
    one who just came to the site was invited to write."""
    group = db.session.scalars(select(Group).where(Group.slug == world["stewarded_group"])).one()
    with unit_of_work():
        reads, writes = (make_member(display_name=name) for name in ("Reads First", "Says Hello"))
        helpers = [make_member(display_name=name) for name in ("Kind Words", "Warm Welcome")]
        for one in (reads, writes, *helpers):
            joining.join(by=one.id, group=group.id)
        posting.open_topic(
            by=writes.id, group_id=group.id, kind="question", title="Hello from me",
            body="I am new here.",
        )  # fmt: skip
        for one in helpers:
            volunteering.offer(by=viewer_of(one.id), group_id=group.id)
        _ask(group, newcomer=reads.id, helper=world["people"]["member"])
        _ask(group, newcomer=world["people"]["member"], helper=helpers[0].id, reply="yes")
        db.session.add(Invitation(member_id=world["people"]["newcomer"], group_id=None))
        world["new_in_group"] = writes.public_id


def _ask(group: Group, *, newcomer: int, helper: int, reply: str | None = None) -> None:
    replied_at = now() if reply else None
    db.session.add(
        Welcome(
            group_id=group.id, newcomer_id=newcomer, helper_id=helper, asked_by_id=None,
            reply=reply, replied_at=replied_at,
        )
    )  # fmt: skip
