"""Many things in one test: none is left out, and none hides another."""

from __future__ import annotations

import inspect

import pytest

from tests.support.on_each import on_each

NAMES = ("first", "second", "third")


def test_every_thing_is_checked_with_the_fixtures():
    seen = []

    @on_each("name", NAMES)
    def check(name, place):
        seen.append((name, place))

    check(place="here")
    assert seen == [("first", "here"), ("second", "here"), ("third", "here")]
    assert list(inspect.signature(check).parameters) == ["place"]


def test_the_faults_of_all_are_told_together_whatever_they_are():
    @on_each("name", NAMES, str.upper)
    def check(name):
        assert name != "first", "no first ones"
        assert {"second": 1}[name]

    with pytest.raises(pytest.fail.Exception) as told:
        check()
    words = str(told.value)
    assert words.startswith("2 of 3:\n")
    assert "FIRST: AssertionError: no first ones" in words
    assert "THIRD: KeyError: 'third'" in words
    assert "SECOND" not in words


def test_nothing_to_check_is_a_fault():
    check = on_each("name", ())(lambda name: None)
    with pytest.raises(AssertionError, match="nothing to check"):
        check()
