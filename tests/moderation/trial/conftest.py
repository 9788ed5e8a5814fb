"""Rules that are on, a trial, and members of both arms in one group."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.queries import viewer_of
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import PromptTrial, RuleSwitch
from app.moderation.queries.trials import Arm, arms_of, newest_trial
from app.moderation.services import trying_prompt
from app.moderation.services.screening import rule_version
from tests.factories import Maker

UNCLEAR = "Take 40 mg twice a day."
CLEAR = "I slept well last night."


@pytest.fixture
def rules_on(app: Flask) -> None:
    """The rules that stand now read what is published."""
    version = rule_version()
    with app.app_context(), unit_of_work():
        db.session.add(RuleSwitch(is_on=True, rule_version=version, by_id=None, reason="Tried"))


@pytest.fixture
def begin(app: Flask, cast: SimpleNamespace, rules_on: None) -> Callable[..., PromptTrial]:
    """A moderator begins a trial."""

    def act(wanted: int = 50) -> PromptTrial:
        with app.test_request_context(), unit_of_work():
            trial = trying_prompt.begin(by=viewer_of(cast.moderator.id), wanted=wanted)
            db.session.expunge_all()
            return trial

    return act


@pytest.fixture
def trial(begin: Callable[..., PromptTrial]) -> PromptTrial:
    """A trial that runs, with 50 posts wanted in each arm."""
    return begin()


@pytest.fixture
def people(app: Flask, make: Maker, cast: SimpleNamespace, trial: PromptTrial) -> SimpleNamespace:
    """A member of each arm, and where they write; `address` is the topic's."""
    with make.together():
        some = [make.member() for _ in range(24)]
    found: dict[str, Any] = {}
    with app.app_context():
        for one in some:
            found.setdefault(trying_prompt.arm_of(trial.public_id, one.id), one)
    group = make.group(members=(*found.values(), cast.patient))
    topic = make.topic(group=group, by=cast.patient)
    return SimpleNamespace(**found, group=group, address=f"/topics/{topic.public_id}")


@pytest.fixture
def arms(app: Flask) -> Callable[[], dict[str, Arm]]:
    """The sums of the newest trial."""

    def read() -> dict[str, Arm]:
        with app.app_context():
            trial = newest_trial()
            return arms_of(trial.id) if trial else {}

    return read
