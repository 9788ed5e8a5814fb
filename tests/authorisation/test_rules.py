"""Pure rules decide as the matrix says, case by case."""

from __future__ import annotations

import pytest

from tests.authorisation import deciding


def test_every_rule_has_its_cases_in_the_matrix():
    assert set(deciding.rules()) == set(deciding.said())


@pytest.mark.parametrize("name", sorted(deciding.said()))
def test_a_rule_says_yes_in_some_cases_and_no_in_others(name: str):
    cases = deciding.said()[name]
    assert cases["yes"] and cases["no"]


@pytest.mark.parametrize(("name", "case", "yes"), list(deciding.decisions()))
def test_a_rule_decides_as_the_matrix_says(name: str, case: str, yes: bool):
    assert deciding.decide(deciding.rules()[name], case) is yes
