"""A finished draft becomes an evaluation, maybe shown to the group, and a topic: all or nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.catalogue.services.proposing import propose
from app.community.models import Topic
from app.community.queries import readable_group
from app.community.services.posting import open_topic
from app.core import step_drafts
from app.core.clock import now
from app.core.database import db
from app.core.errors import found
from app.core.step_drafts import StepDraft
from app.core.viewer import Viewer
from app.health.answers import Named, answers_from
from app.health.queries import of_draft
from app.health.services.evaluating import record
from app.health.services.sharing import show_to_groups

KIND = "experience"
SOURCE = "form"


def owner_of(viewer: Viewer) -> str:
    """The name under which a member's drafts are kept; "" for nobody."""
    return f"member:{viewer.id}" if viewer.is_signed_in else ""


def publish(*, by: Viewer, draft: StepDraft) -> Topic:
    """The topic of this draft. The draft is gone afterwards; asking for it again gives the same
    topic through `published`. A refusal leaves nothing behind, whatever the caller makes of it.

    Raises:
        NotFound: the group is not for this person, or the draft was thrown away meanwhile.
        Forbidden: the person is outside the group.
        Conflict: a consent is missing.
        Invalid: an answer breaks a rule; its `field` is a question of the form.
    """
    draft_id = draft.public_id
    with db.session.begin_nested():
        held = _locked(draft)
        if held is None:
            return found(published(by, draft_id))
        topic = _publish(by, draft_id, dict(held.answers))
        step_drafts.finish(held)
    return topic


def _publish(by: Viewer, draft_id: str, answers: dict[str, Any]) -> Topic:
    group = readable_group(by, answers["group"])
    evaluation = record(
        by=by,
        treatment=_named(by, answers["treatment"], "treatment")[0],
        purposes=[named for one in answers["purposes"] for named in _named(by, one, "purpose")],
        side_effects_named=[
            Named(words=one["words"], concept_id=one["id"]) for one in answers.get("named") or ()
        ],
        answers=answers_from(answers),
        stop_reasons=answers.get("stop_reasons") or (),
        source=SOURCE,
        source_row=draft_id,
    )
    topic = open_topic(
        by=by,
        group_id=group.id,
        kind=KIND,
        title=answers["title"],
        body=answers["body"],
        evaluation_id=evaluation.id,
        at=now(),  # a draft becomes one topic anyway: equal words in two drafts are two topics
    )
    if answers.get("show_card") == "yes":
        show_to_groups(by=by, evaluation=evaluation, group_ids=[group.id])
    return topic


def published(by: Viewer, draft_id: str) -> Topic | None:
    """The viewer's topic that a draft became: a second press of the button leads there."""
    evaluation_id = of_draft(by, source=SOURCE, draft_id=draft_id)
    if evaluation_id is None:
        return None
    return db.session.scalar(select(Topic).where(Topic.evaluation_id == evaluation_id))


def _locked(draft: StepDraft) -> StepDraft | None:
    """The same draft, held until the end, so that two presses at once follow each other; None
    when the other press was faster."""
    return db.session.scalar(
        select(StepDraft)
        .where(StepDraft.id == draft.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _named(by: Viewer, phrase: dict[str, Any], kind: str) -> list[Named]:
    """What the person chose for their words; words that mean nothing yet become a proposal."""
    words, means = phrase["words"], phrase.get("means")
    if means:
        return [Named(words=words, concept_id=number) for number in means["ids"]]
    proposal = propose(by=by, words=words, kind=kind)
    return [Named(words=words, proposal_id=proposal.id)]
