"""Unfinished forms keep what was typed, for their owner only."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask

from app.core import step_drafts
from app.core.clock import now
from app.core.transactions import unit_of_work


def started(owner: str = "member:1", kind: str = "experience") -> str:
    """A saved draft's id."""
    with unit_of_work():
        return step_drafts.start(owner=owner, kind=kind, answers={"treatment": "tea"}).public_id


def test_answers_of_several_pages_are_kept_together(inside: Flask) -> None:
    draft_id = started()
    with unit_of_work():
        draft = step_drafts.find(owner="member:1", kind="experience", public_id=draft_id)
        step_drafts.save(draft, {"overall": 7})
    draft = step_drafts.find(owner="member:1", kind="experience", public_id=draft_id)
    assert draft.answers == {"treatment": "tea", "overall": 7}


def test_nobody_else_finds_a_draft(inside: Flask) -> None:
    draft_id = started()
    for owner, kind in (("member:2", "experience"), ("member:1", "sign-up"), ("", "experience")):
        assert step_drafts.find(owner=owner, kind=kind, public_id=draft_id) is None


def test_a_finished_form_leaves_no_draft(inside: Flask) -> None:
    started()
    with unit_of_work():
        step_drafts.finish(step_drafts.newest(owner="member:1", kind="experience"))
    assert step_drafts.newest(owner="member:1", kind="experience") is None


def test_a_members_draft_is_swept_after_ninety_days(inside: Flask) -> None:
    started(owner="member:1")
    with time_machine.travel(now() + timedelta(days=91)):
        started(owner="member:2")
    assert step_drafts.newest(owner="member:1", kind="experience") is None
    assert step_drafts.newest(owner="member:2", kind="experience") is not None


def test_a_visitors_draft_is_swept_after_a_day_and_a_members_is_not(inside: Flask) -> None:
    started(owner="visitor:abc")
    started(owner="member:1")
    with time_machine.travel(now() + timedelta(days=2)):
        started(owner="visitor:new")
    assert step_drafts.newest(owner="visitor:abc", kind="experience") is None
    assert step_drafts.newest(owner="member:1", kind="experience") is not None


def test_a_members_draft_is_swept_when_nothing_was_added_for_ninety_days(inside: Flask) -> None:
    started(owner="member:1")
    with time_machine.travel(now() + timedelta(days=89)):
        started(owner="member:2")
    assert step_drafts.newest(owner="member:1", kind="experience") is not None
    with time_machine.travel(now() + timedelta(days=91)):
        started(owner="visitor:new")
    assert step_drafts.newest(owner="member:1", kind="experience") is None
    assert step_drafts.newest(owner="member:2", kind="experience") is not None
