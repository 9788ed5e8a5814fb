"""The decision tables bite: hardly a change of a rule goes unnoticed (safety A-9).

Figures: `mutating.survivors` over every permissions module, with the cases of `matrix.toml` as
the only check. The short run takes a few seconds.
"""

from __future__ import annotations

import pytest

from tests.authorisation import deciding, mutating

LEAST_KILLED = 0.95


def a_case_fails() -> bool:
    """Whether any rule decides otherwise than the matrix says."""
    rules = deciding.rules()
    return any(deciding.decide(rules[name], case) is not yes for name, case, yes in CASES)


CASES = list(deciding.decisions())


def test_the_matrix_notices_nearly_every_change_of_a_rule():
    made = [one for module in deciding.modules().values() for one in mutating.mutants(module)]
    alive = mutating.survivors(made, a_case_fails, {})
    assert len(made) > 100
    killed = 1 - len(alive) / len(made)
    assert killed >= LEAST_KILLED, "\n".join([f"{killed:.1%} of {len(made)}", *map(str, alive)])


def test_after_every_mutant_the_rules_are_what_they_were():
    module = deciding.modules()["app.community.permissions"]
    first = next(mutating.mutants(module))
    assert not a_case_fails()
    with pytest.raises(ZeroDivisionError), mutating.changed(first):
        raise ZeroDivisionError
    assert not a_case_fails()


def test_a_rule_without_cases_would_survive(monkeypatch: pytest.MonkeyPatch):
    """The measure itself: with the cases of one rule gone, its mutants live."""
    kept = [case for case in CASES if case[0] != "community.can_restore"]
    monkeypatch.setattr("tests.authorisation.test_mutants.CASES", kept)
    module = deciding.modules()["app.community.permissions"]
    made = list(mutating.mutants(module))
    alive = mutating.survivors(made, a_case_fails, {})
    assert len(alive) / len(made) > 1 - LEAST_KILLED
