"""Names in the demo world that addresses of pages are made from."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import CarerLink, ClinicianClaim, Consent, Member, RoleGrant
from app.accounts.services import letter_tokens
from app.catalogue.models import Concept
from app.community.models import Group, Membership, Post, Topic
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.models import Evaluation, EvaluationShare
from app.insights.models import ReleasedTable
from tests.factories.accounts import member as make_member

ROLES = ("moderator", "clinician", "operator")


def first(query: Select[Any], what: str) -> Any:
    """The first row; the world must hold one.

    Raises:
        LookupError: it does not, so the demo world is not what these tests need.
    """
    row = db.session.execute(query.limit(1)).first()
    if row is None:
        raise LookupError(f"the demo world has no {what}")
    return row if len(row) > 1 else row[0]


def _author() -> Any:
    """Who replied in the longest public topics and also shows an evaluation to that group."""
    return first(
        select(Evaluation.member_id, Group.id, Topic.id)
        .join(EvaluationShare, EvaluationShare.evaluation_id == Evaluation.id)
        .join(Group, Group.id == EvaluationShare.group_id)
        .join(Topic, Topic.group_id == Group.id)
        .join(
            Membership,
            (Membership.group_id == Group.id) & (Membership.member_id == Evaluation.member_id),
        )
        .join(Post, (Post.author_id == Evaluation.member_id) & Post.deleted_at.is_(None))
        .where(Evaluation.is_current, Group.audience == "public", Topic.deleted_at.is_(None))
        .order_by(Topic.post_count.desc(), Evaluation.id),
        "member with an evaluation and a post in a public group",
    )


def _people(member_id: int) -> dict[str, int]:
    stewards = select(Membership.member_id).where(Membership.role == "steward")
    steward = stewards.order_by(Membership.group_id, Membership.member_id)
    people = {"member": member_id, "steward": first(steward, "steward")}
    for role in ROLES:
        holder = select(RoleGrant.member_id).where(
            RoleGrant.role == role, RoleGrant.ended_at.is_(None)
        )
        people[role] = first(holder.order_by(RoleGrant.id), role)
    with unit_of_work():
        people["newcomer"] = make_member(display_name="Newly Here").id
    return people


def _most_shown_treatment(group_id: int) -> Any:
    return first(
        select(Concept.slug)
        .join(Evaluation, Evaluation.treatment_id == Concept.id)
        .join(EvaluationShare, EvaluationShare.evaluation_id == Evaluation.id)
        .where(EvaluationShare.group_id == group_id, Evaluation.is_current)
        .group_by(Concept.slug)
        .order_by(func.count().desc(), Concept.slug),
        "treatment shown to the group",
    )


def _wording_seen_by(member_id: int) -> dict[str, Any]:
    line = select(Consent.purpose, Consent.text_version, Consent.language)
    seen = first(
        line.where(Consent.member_id == member_id).order_by(Consent.id),
        "line in the member's ledger",
    )
    return {
        "purpose": seen.purpose,
        "wording_version": seen.text_version,
        "wording_language": seen.language,
    }


def _released() -> dict[str, str]:
    table = first(
        select(ReleasedTable.condition_slug, ReleasedTable.artefact)
        .where(ReleasedTable.table_id == "condition-effectiveness")
        .order_by(ReleasedTable.id),
        "released summary of a treatment",
    )
    rows = json.loads(table.artefact)["rows"]
    return {"condition": table.condition_slug, "released_treatment": rows[0]["slug"]}


def _trust(member_id: int, people: dict[str, int]) -> dict[str, str]:
    """A carer of the member, an invitation that nobody answered, a claim that waits."""
    with unit_of_work():
        carer = make_member(display_name="Looks After")
        link = CarerLink(
            person_id=member_id,
            carer_id=carer.id,
            label="my sister",
            scope="write",
            accepted_at=now(),
            ends_on=date(2100, 1, 1),
        )
        asked = CarerLink(
            person_id=member_id, label="a friend", scope="read", ends_on=date(2100, 1, 1)
        )
        claim = ClinicianClaim(
            member_id=carer.id,
            profession="Nurse",
            country="NL",
            register_name="BIG",
            registration_number="00000000000",
        )
        db.session.add_all([link, asked, claim])
        db.session.flush()
        about = {"link": asked.public_id}
        word = letter_tokens.make(purpose=letter_tokens.CARER, member_id=member_id, about=about)
    people["carer"] = carer.id
    return {"carer_link": link.public_id, "invitation": word, "claim": claim.public_id}


def examples() -> dict[str, Any]:
    """One of each thing that has a page; `people` holds the member id of each kind of person."""
    member_id, group_id, topic_id = _author()
    people = _people(member_id)
    own = select(Post.public_id).where(Post.author_id == member_id, Post.deleted_at.is_(None))
    own = own.order_by(Post.id)
    led = select(Group.slug).join(Membership).where(Membership.member_id == people["steward"])
    told = (
        select(Topic.public_id)
        .join(Group, Group.id == Topic.group_id)
        .where(Topic.evaluation_id.is_not(None), Topic.deleted_at.is_(None))
        .where(Group.audience == "public")
        .order_by(Topic.group_id != group_id, Topic.id)
    )
    return {
        "people": people,
        "group": first(select(Group.slug).where(Group.id == group_id), "group"),
        "topic": first(select(Topic.public_id).where(Topic.id == topic_id), "topic"),
        "experience": first(told, "experience"),
        "own_post": first(own, "post of the member"),
        "stewarded_group": first(
            led.where(Membership.role == "steward").order_by(Group.id), "steward's group"
        ),
        "evaluation": first(
            select(Evaluation.public_id)
            .where(Evaluation.member_id == member_id, Evaluation.is_current)
            .order_by(Evaluation.id),
            "evaluation of the member",
        ),
        "treatment": _most_shown_treatment(group_id),
        **_released(),
        "unknown": "no-such-condition",
        "member": first(select(Member.public_id).where(Member.id == member_id), "member"),
        **_wording_seen_by(member_id),
        **_trust(member_id, people),
    }
