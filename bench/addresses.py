"""Prints what `bench.world` asks for: a session's word and the addresses of the busiest pages.

Runs as a process of its own on the database it is started for.
"""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import create_app
from app.accounts.models import RoleGrant
from app.accounts.services.sessions import start_session
from app.community.models import Group, Membership, Topic
from app.core.database import db
from app.core.transactions import unit_of_work
from app.insights.models import ReleasedTable
from tests.support.world import first

PAGE = 20


def main() -> None:
    """One word a line: session of a member, of a clinician, topic, experience, group, brief."""
    app = create_app()
    with app.test_request_context():
        full = (
            select(Topic.public_id, Group.slug, Group.id)
            .join(Group, Group.id == Topic.group_id)
            .where(Group.audience == "public", Topic.post_count >= PAGE)
            .order_by(Topic.post_count, Topic.id)
        )
        # The rarer of the two first: not every group has one.
        experience, group, group_id = first(
            full.where(Topic.evaluation_id.is_not(None)), "public experience with a full page"
        )
        plain = full.where(Topic.evaluation_id.is_(None), Group.id == group_id)
        topic = first(plain, "topic with a full page")[0]
        # A member of that group who leads nothing: what most people see.
        member = first(
            select(Membership.member_id).where(
                Membership.group_id == group_id, Membership.role == "member"
            ),
            "member of that group",
        )
        condition = db.session.scalar(select(ReleasedTable.condition_slug).limit(1))
        holder = select(RoleGrant.member_id).where(RoleGrant.role == "clinician")
        with unit_of_work():
            for person in (member, first(holder, "clinician")):
                print(start_session(member_id=person, device="Measurement"))
        print(url_for("community.topic", public_id=topic))
        print(url_for("community.topic", public_id=experience))
        print(url_for("community.group", slug=group))
        print(url_for("insights.brief", condition=condition or "none"))


if __name__ == "__main__":
    main()
