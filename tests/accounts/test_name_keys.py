"""How names are compared: a folding that keeps different names apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.services import naming


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amber Fern", "Amber Fen"), ("Wren 12", "Wren 21"), ("हिन्दी", "हिन्दू"), ("محمد", "محمود")],
)
def test_names_that_look_different_stay_two(one: str, other: str):
    assert naming.key_of(one) != naming.key_of(other)


@given(st.text(max_size=60))
def test_tidying_and_folding_change_nothing_the_second_time(name: str):
    assert naming.tidy(naming.tidy(name)) == naming.tidy(name)
    assert len(naming.key_of(name)) <= naming.KEY_LENGTH
    assert unicodedata.is_normalized("NFKC", naming.key_of(name))


@pytest.mark.parametrize(
    ("name", "email", "is_alike"),
    [
        ("Ada Lovelace", "ada.lovelace@example.org", True),
        ("adalovelace1815", "ada.lovelace@example.org", True),
        ("Lovelace", "ada.lovelace@example.org", True),
        ("Quiet Heron", "ada.lovelace@example.org", False),
        ("Quiet Heron", "q@example.org", False),
    ],
)
def test_a_name_that_resembles_the_address_is_noticed(name: str, email: str, is_alike: bool):
    assert naming.resembles_address(name, email) is is_alike
