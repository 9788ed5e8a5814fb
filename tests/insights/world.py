"""A small world: two conditions, three treatments, and people who chose to be counted or not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.accounts.models import ConsentState, Member
from app.accounts.wordings import PURPOSES
from app.catalogue.models import Concept
from app.community.models import Group
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.models import Evaluation, EvaluationPurpose, EvaluationShare, EvaluationStopReason
from tests.factories import catalogue, community

CUT_OFF = (now() - timedelta(days=40)).date()
ALL = PURPOSES
_number = itertools.count(1)


@dataclass
class World:
    """What a test needs to name."""

    depression: Concept
    rosacea: Concept
    sertraline: Concept
    venlafaxine: Concept
    rare: Concept
    group: Group


def day_before(cut_off: date, days: int) -> datetime:
    """An instant that many days before the cut-off."""
    return datetime.combine(cut_off, datetime.min.time(), UTC) - timedelta(days=days)


def people(number: int, **values: Any) -> list[Member]:
    """People whom every promise lets a release count, but for what ``values`` say."""
    consents = values.pop("consents", ALL)
    since = values.pop("since", day_before(CUT_OFF, 60))
    values.setdefault("created_at", day_before(CUT_OFF, 100))
    values.setdefault("age_confirmed", 18)
    names = [f"Counted {next(_number)}" for _ in range(number)]
    rows = [Member(display_name=name, name_key=name.lower(), **values) for name in names]
    db.session.add_all(rows)
    db.session.flush()
    for row, purpose in itertools.product(rows, consents):
        given = {"member_id": row.id, "purpose": purpose, "since": since}
        db.session.add(ConsentState(holds=True, text_version=1, **given))
    return rows


def person(**values: Any) -> Member:
    """One of them."""
    return people(1, **values)[0]


def judge(by: Iterable[Member], treatment: Concept, condition: Concept, **values: Any) -> None:
    """Everybody judges a treatment alike, long enough before the cut-off."""
    reasons = values.pop("stop_reasons", ())
    groups = values.pop("shown_to", ())
    values.setdefault("entered_at", day_before(CUT_OFF, 30))
    values.setdefault("effectiveness", 4)
    values.setdefault("side_effects", 1)
    values.setdefault("overall", 8)
    about = {"treatment_words": treatment.name, "treatment_id": treatment.id}
    rows = [Evaluation(member_id=member.id, **about, **values) for member in by]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        what_for = {"words": condition.name, "concept_id": condition.id}
        db.session.add(EvaluationPurpose(evaluation_id=row.id, **what_for))
        for reason in reasons:
            db.session.add(EvaluationStopReason(evaluation_id=row.id, reason=reason))
        for group in groups:
            db.session.add(EvaluationShare(evaluation_id=row.id, group_id=group.id))


def judged(by: Member, treatment: Concept, condition: Concept, **values: Any) -> None:
    """One person judges a treatment."""
    judge([by], treatment, condition, **values)


def crowd(treatment: Concept, condition: Concept, number: int, **values: Any) -> None:
    """That many people who judge a treatment alike."""
    judge(people(number), treatment, condition, **values)


def _concept(kind: str, name: str) -> Concept:
    return catalogue.concept(kind=kind, name=name, slug=name.lower())


def built() -> World:
    """The world, written in one unit of work."""
    with unit_of_work():
        depression, rosacea = (_concept("condition", name) for name in ("Depression", "Rosacea"))
        drugs = [_concept("treatment", name) for name in ("Sertraline", "Venlafaxine", "Rareline")]
        group = community.group(condition_id=depression.id, slug="depression", name="Depression")
        community.group(condition_id=rosacea.id, slug="rosacea", name="Rosacea")
        world = World(depression, rosacea, *drugs, group)
        stopped = {"stop_reasons": ("side_effects",), "still_taking": False}
        crowd(drugs[0], depression, 80, effectiveness=4, still_taking=True)
        crowd(drugs[0], depression, 55, effectiveness=1, side_effects=3, **stopped)
        crowd(drugs[1], depression, 95, effectiveness=3, side_effects=4, still_taking=True)
        crowd(drugs[2], depression, 8)
        crowd(drugs[0], rosacea, 3)
    return world
