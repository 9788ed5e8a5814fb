"""Whatever a member says and however often a text changes: allowed is the last word, if it was
yes and on the text that is current (safety.md P-1, P-2)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts import wordings
from app.accounts.queries import consent_holds, holding
from app.accounts.queries import consents as rows
from app.accounts.services import consenting
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker

# The rule does not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

STEP = st.one_of(
    st.tuples(st.sampled_from(["give", "withdraw", "bump"]), st.sampled_from(wordings.PURPOSES)),
    st.tuples(st.just("refresh"), st.just("")),
)


def apply(step: tuple[str, str], by: Any, versions: dict[str, int], said: dict[str, Any]) -> None:
    """One step in the site and in the model: `said` is the last answer and its version."""
    act, purpose = step
    words = {"by": by, "purpose": purpose, "language": "en", "source": "test"}
    if act == "bump":
        versions[purpose] += 1
        return
    with unit_of_work():
        if act == "refresh":
            consenting.refresh()
        elif act == "give":
            consenting.give(**words)
            said[purpose] = (True, versions[purpose])
        else:
            consenting.withdraw(**words)
            said[purpose] = (False, versions[purpose])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, max_size=14))
def test_allowed_is_the_last_word_on_the_current_text(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, str]]
):
    member = make.member()
    by = make.viewer(member=member)
    versions, said = dict.fromkeys(wordings.PURPOSES, 1), {}
    monkeypatch.setattr(wordings, "version_of", versions.__getitem__)
    for step in steps:
        before = [tuple(line) for line in rows.ledger_of(by)]
        apply(step, by, versions, said)
        after = [tuple(line) for line in rows.ledger_of(by)]
        assert after[len(after) - len(before) :] == before
        for purpose in wordings.PURPOSES:
            allowed = said.get(purpose) == (True, versions[purpose])
            assert consent_holds(member.id, purpose) is allowed
            assert (member.id in db.session.scalars(holding(purpose)).all()) is allowed
