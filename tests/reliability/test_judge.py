"""The judge of the kill tests is itself judged: each broken promise is named, kept ones are not."""

from __future__ import annotations

import pytest

from tests.reliability.harness.client_log import ClientLog, complaints


@pytest.mark.parametrize(
    ("outcome", "stored", "complaint"),
    [
        ("ok", [], "acknowledged and lost"),
        ("ok", ["words", "words"], "kept 2 times"),
        ("failed", ["words"], "refused and kept"),
        ("unknown", ["words", "words"], "kept 2 times"),
        ("ok", ["words", "strange words"], "sent by nobody"),
    ],
)
def test_a_broken_promise_is_named(outcome, stored, complaint):
    log = ClientLog()
    log.invoke("words").end(outcome)
    assert [complaint in found for found in complaints(log, stored)] == [True]


@pytest.mark.parametrize(
    ("outcome", "stored"),
    [("ok", ["words"]), ("failed", []), ("unknown", []), ("unknown", ["words"])],
)
def test_a_kept_promise_is_none(outcome, stored):
    log = ClientLog()
    log.invoke("words").end(outcome)
    assert complaints(log, stored) == []
