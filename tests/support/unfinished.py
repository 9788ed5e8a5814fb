"""Unfinished and changed things, so that the pages about them have something to show."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Passkey
from app.accounts.queries import viewer_of
from app.accounts.services import codes, letter_tokens, recovery_codes
from app.community.services.editing import edit
from app.community.services.experiencing import answering, drafting
from app.core import step_drafts
from app.core.database import db
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer
from tests.support.desk_cases import fill_the_desk
from tests.support.newly_here import add_newcomers
from tests.support.noted import add_notes
from tests.support.own_cases import report_and_decide
from tests.support.rooms import talk_in_rooms
from tests.support.taken_away import take_away

ANSWERS: dict[str, dict[str, Any]] = {
    "treatment": {"treatment": "sumatriptan", "treatment_id": ""},
    "purposes": dict.fromkeys(("second", "third", "first_id", "second_id", "third_id"), "")
    | {"first": "migraine"},
    "effectiveness": {"effectiveness": "3"},
    "side-effects": {"side_effects": "1", "named": "Tiredness\nA dry mouth"},
    "dose": {"dose": "50 mg when it starts", "time_on_it": ""},
    "taking": {"still_taking": "1", "stop_reasons": []},
    "overall": {"overall": "8"},
    "effort": {"adherence": "", "burden": "", "cost_band": ""},
    "words": {"title": "Half a day back", "body": "It took two weeks.", "advice": ""},
}
FIRST = dict.fromkeys(("first", "second", "third"), "0")
_CANDIDATES = [
    {"name": "Sumatriptan", "also": "Imitrex", "ids": []},
    {"name": "Naratriptan", "also": "naratriptan", "ids": []},
]


def _whole_draft(viewer: Viewer, group: str) -> str:
    with unit_of_work():
        draft = drafting.start(by=viewer, group_slug=group)
        last = {"audience": {"group": group, "show_card": "yes"}}
        for step, values in {**ANSWERS, **last}.items():
            later = answering.answer(
                by=viewer, draft=draft, step=step, values=values, language="en"
            )
            if later and later.endswith("-match"):
                answering.answer(by=viewer, draft=draft, step=later, values=FIRST, language="en")
    return draft.public_id


def _draft_with(viewer: Viewer, group: str, answers: dict[str, Any]) -> str:
    with unit_of_work():
        draft = drafting.start(by=viewer, group_slug=group)
        step_drafts.save(draft, answers)
    return draft.public_id


def leave_things_unfinished(world: dict[str, Any]) -> None:
    """Adds to the world: experiences at several points, and a post with an earlier version."""
    member, newcomer = (viewer_of(world["people"][who]) for who in ("member", "newcomer"))
    group, phrase = world["group"], {"words": "a triptan", "asks": _CANDIDATES}
    world["first_draft"] = _draft_with(newcomer, group, {"show_card": "yes"})
    world["open_draft"] = _draft_with(member, group, {"treatment": phrase, "purposes": [phrase]})
    world["draft"] = _whole_draft(member, group)
    with unit_of_work():
        edit(by=member, post_id=world["own_post"], body="I said it better now.")
    _leave_letters_unopened(world)
    _begin_second_steps(member, newcomer)
    talk_in_rooms(world)
    report_and_decide(world)
    fill_the_desk(world)
    take_away(world)
    add_notes(world)
    add_newcomers(world)


def _leave_letters_unopened(world: dict[str, Any]) -> None:
    """A link of each kind to the newcomer."""
    member_id = world["people"]["newcomer"]
    about = {letter_tokens.CHANGE: {"email": "newly.here@example.org"}}
    named = {"confirm": letter_tokens.CONFIRM, "reset": letter_tokens.RESET}
    for name, purpose in {**named, "change": letter_tokens.CHANGE}.items():
        with unit_of_work():
            world[f"{name}_link"] = letter_tokens.make(
                purpose=purpose, member_id=member_id, about=about.get(purpose)
            )


def _begin_second_steps(member: Viewer, newcomer: Viewer) -> None:
    """The member has a passkey and recovery codes, the newcomer is setting an app up."""
    with unit_of_work():
        key = {"name": "My phone", "credential_id": b"phone", "public_key": b"a key"}
        db.session.add(Passkey(member_id=member.id, **key))
        recovery_codes.renew(by=member, is_told=False)
        codes.begin(by=newcomer)
