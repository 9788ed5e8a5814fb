"""Storing a batch of entries in bulk: the same rows that the services of the pages would make.

No news is told for them, as for the contributors that `enrolling` writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import insert, update

from app.accounts.services.enrolling import enrol_contributors
from app.accounts.wordings import PURPOSES
from app.catalogue.services.proposing import propose
from app.community.models import Group, Membership, Post, ReadingPlace, Topic
from app.community.services.importing.formats import Format
from app.community.services.importing.meaning import Meant
from app.community.services.importing.placing import Places
from app.community.services.importing.telling import body_of, title_of
from app.community.services.words import body_and_html, check_title
from app.core.database import Base, db, new_public_id
from app.health.services.recording_many import Line, Purpose, record_many, recorded_rows

Row = dict[str, Any]


def rows_here(layout: Format) -> set[str]:
    """Which rows of this data set were imported before."""
    return recorded_rows(layout.name)


def write_batch(batch: Sequence[Meant], layout: Format, places: Places, at: datetime) -> None:
    """Contributors, their evaluations and their topics, inside the caller's unit of work."""
    if not batch:
        return
    people = [
        {"display_name": _name(one, layout), "joined_at": at, "consents": PURPOSES} for one in batch
    ]
    members = enrol_contributors(people, data_set=layout.name)
    groups = [places.of(one) for one in batch]
    lines = [
        _line(one, member, shown_to)
        for one, member, shown_to in zip(batch, members, groups, strict=True)
    ]
    evaluations = record_many(lines, source=layout.name, at=at)
    _join(members, groups, at)
    _open_topics(batch, members, groups, evaluations, layout, at)


def _name(one: Meant, layout: Format) -> str:
    """A name nobody would take for a person's: "Contributor 2202-6177". The second number
    keeps contributors of different data sets apart."""
    mark = blake2b(f"{layout.name} {one.entry.row_id}".encode(), digest_size=4).digest()
    return f"Contributor {one.entry.row_id}-{int.from_bytes(mark, 'big') % 10_000:04}"


def _line(one: Meant, member_id: int, group_ids: list[int]) -> Line:
    entry = one.entry
    proposal = None if one.treatment else propose(words=entry.treatment, kind="treatment").id
    purposes: list[Purpose] = [(entry.purpose, concept.id, None) for concept in one.purposes]
    purposes += [(words, None, propose(words=words, kind="purpose").id) for words in one.unmatched]
    return Line(
        member_id=member_id,
        source_row=entry.row_id,
        treatment_words=entry.treatment,
        treatment_id=one.treatment.id if one.treatment else None,
        treatment_proposal_id=proposal,
        effectiveness=entry.effectiveness,
        side_effects=entry.side_effects,
        overall=entry.overall,
        purposes=tuple(purposes),
        shown_to=tuple(group_ids),
    )


def _join(members: list[int], groups: list[list[int]], at: datetime) -> None:
    memberships = [
        {"group_id": group, "member_id": member, "role": "member", "joined_at": at}
        for member, theirs in zip(members, groups, strict=True)
        for group in theirs
    ]
    _insert(Membership, memberships)
    _count("member_count", Counter(group for theirs in groups for group in theirs))


def _open_topics(
    batch: Sequence[Meant],
    members: list[int],
    groups: list[list[int]],
    evaluations: list[int],
    layout: Format,
    at: datetime,
) -> None:
    topics = [
        {
            "public_id": new_public_id(),
            "group_id": theirs[0],
            "kind": "experience",
            "title": check_title(title_of(one.entry)),
            "opened_by_id": member,
            "evaluation_id": evaluation,
            "post_count": 1,
            "created_at": at,
            "last_post_at": at,
            "last_post_by_id": member,
        }
        for one, member, theirs, evaluation in zip(batch, members, groups, evaluations, strict=True)
    ]
    ids = db.session.scalars(
        insert(Topic).returning(Topic.id, sort_by_parameter_order=True), topics
    ).all()
    bodies = [body_of(one.entry, layout) for one in batch]
    _insert(Post, [_post(*parts, at) for parts in zip(ids, members, bodies, strict=True)])
    places = zip(members, ids, strict=True)
    _insert(
        ReadingPlace,
        [{"member_id": member, "topic_id": topic, "position": 1} for member, topic in places],
    )
    _count("topic_count", Counter(theirs[0] for theirs in groups))


def _post(topic_id: int, author_id: int, words: str, at: datetime) -> Row:
    body, html = body_and_html(words)
    return {
        "public_id": new_public_id(),
        "topic_id": topic_id,
        "position": 1,
        "author_id": author_id,
        "body": body,
        "html": html,
        "thanks_count": 0,
        "me_too_count": 0,
        "thinking_count": 0,
        "helpful_count": 0,
        "hope_count": 0,
        "created_at": at,
    }


def _insert(model: type[Base], rows: list[Row]) -> None:
    """Rows of one shape, past the unit-of-work machinery of the ORM: it is half as fast."""
    db.session.connection().execute(insert(model.__table__), rows)  # type: ignore[arg-type]


def _count(column: str, more: Counter[int]) -> None:
    """Move a counter of each group by as much as was written."""
    counter = getattr(Group, column)
    for group_id, count in more.items():
        statement = update(Group).where(Group.id == group_id).values({counter: counter + count})
        db.session.execute(statement.execution_options(synchronize_session=False))
