"""Stopping is as easy as agreeing, acts at once, and a new text counts as no (P-1, P-2, P-3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.accounts import wordings
from app.accounts.models import Member
from app.accounts.queries import viewer_of
from app.accounts.services import consenting
from app.accounts.wordings import KEEP_HEALTH, PURPOSES, SHOW_GROUPS
from app.core.clock import now
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.health.answers import Answers, Named
from app.health.services import evaluating
from app.insights.queries.answers import countable_answers

# Neither rule nor statement here depends on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def presses(client: Any, purpose: str, act: str) -> int:
    """Links and buttons from Me until it is done; the button stands on a page that Me links to."""
    page = client.page("/me")
    assert page.select_one('a[href="/me/consents"]')
    address = f"/me/consents/{purpose}/{act}"
    assert client.page("/me/consents").select_one(f'form[action="{address}"] button')
    assert client.post(address).status_code == 303
    return 2


@pytest.mark.parametrize("purpose", PURPOSES)
def test_stopping_takes_no_more_presses_than_agreeing(client: Any, make: Any, purpose: str) -> None:
    client.sign_in(make.member())
    agreeing = presses(client, purpose, "give")
    assert presses(client, purpose, "withdraw") <= agreeing
    assert client.page("/me/consents").select_one(f'form[action$="/{purpose}/give"]')


@pytest.mark.parametrize("purpose", [KEEP_HEALTH, SHOW_GROUPS])
def test_nobody_reads_a_shared_entry_right_after_it_was_stopped(
    app: Flask, client: Any, make: Any, purpose: str
) -> None:
    """A canary in an entry, on every page of the group where it could stand."""
    ann, bob = (make.member(consents=PURPOSES) for _i in range(2))
    group = make.group(members=(ann, bob))
    entry = make.evaluation(
        by=ann, treatment=make.concept(kind="treatment"), shown_to=(group,), dose="Canary 5 mg"
    )
    topic = make.topic(group=group, by=ann, kind="experience", evaluation_id=entry.id)
    address = f"/topics/{topic.public_id}"
    client.sign_in(bob)
    assert "Canary" in client.page(address).text
    app.test_client().sign_in(ann).post(f"/me/consents/{purpose}/withdraw")  # type: ignore[attr-defined]
    assert "Canary" not in client.page(address).text


def test_a_health_entry_without_consent_is_a_conflict(inside: Flask, make: Any) -> None:
    by = viewer_of(make.member().id)
    treatment = make.concept(kind="treatment")
    with pytest.raises(Conflict), unit_of_work():
        evaluating.record(
            by=by,
            treatment=Named(words="Words", concept_id=treatment.id),
            purposes=[],
            answers=Answers(overall=5),
        )


def countable(condition_id: int) -> int:
    """How many answers a release of today could count."""
    answers = countable_answers(until=now(), after=None, condition_ids={condition_id})
    return len(list(answers))


def test_a_new_text_leaves_nobody_in_a_release(
    inside: Flask, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult: Member = make.member(consents=PURPOSES)
    with unit_of_work():
        adult.age_confirmed = 18
    condition, treatment = make.concept(), make.concept(kind="treatment")
    entered = now() - timedelta(days=40)
    make.evaluation(by=adult, treatment=treatment, purposes=(condition,), entered_at=entered)
    assert countable(condition.id) == 1
    monkeypatch.setattr(wordings, "version_of", lambda _purpose: 2)
    assert countable(condition.id) == 0


def test_whoever_is_leaving_is_in_no_release(inside: Flask, make: Any, folder: Any) -> None:
    from app.accounts.services import closing

    adult: Member = make.member(consents=PURPOSES)
    with unit_of_work():
        adult.age_confirmed = 18
    condition, treatment = make.concept(), make.concept(kind="treatment")
    entered = now() - timedelta(days=40)
    make.evaluation(by=adult, treatment=treatment, purposes=(condition,), entered_at=entered)
    assert countable(condition.id) == 1
    with unit_of_work():
        closing.ask(by=viewer_of(adult.id), posts="keep")
    assert countable(condition.id) == 0


def test_a_minor_is_counted_nowhere(inside: Flask, make: Any) -> None:
    """Whatever they agreed to."""
    minor = make.member(consents=PURPOSES)
    condition, treatment = make.concept(), make.concept(kind="treatment")
    entered = now() - timedelta(days=40)
    make.evaluation(by=minor, treatment=treatment, purposes=(condition,), entered_at=entered)
    with unit_of_work():
        consenting.refresh()
    assert countable(condition.id) == 0
