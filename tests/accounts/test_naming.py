"""Display names: look-alikes are the same name, nothing gives a person away."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.services import naming
from app.core.errors import Invalid
from tests.factories import Maker

ALIKE = [
    "quiet heron",
    "QUIET HERON",
    "Quiet  Heron",
    "QuietHeron",
    "quiet_heron",
    "quiet-heron.",
    "Quіet Hеrоn",  # Cyrillic і, е, о
    "Qυiet Herοn",  # Greek upsilon, omicron
    "Quiet\u200b Heron",  # zero width space
    "Qui\u00adet Heron",  # soft hyphen
    "\u202eQuiet Heron",  # turns the direction
    "Ｑｕｉｅｔ Ｈｅｒｏｎ",  # full width
    "Quïét Hérön",
    "Qu1et Her0n",
    "Qulet Heron",
    "𝒬𝓊𝒾ℯ𝓉 Heron",
]


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_that_looks_the_same_is_taken(inside: Flask, make: Maker, name: str):
    make.member(display_name="Amber Fern")
    member = make.member(display_name="Quiet Heron")
    from app.accounts.services import settings
    from app.core.transactions import unit_of_work

    with unit_of_work():
        settings.rename(by=make.viewer(member=member), display_name="Quiet  Heron!")
    with pytest.raises(Invalid, match="taken"):
        naming.checked(name)
    naming.checked(name, but=member.id)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amber Fern", "Amber Fen"), ("Wren 12", "Wren 21"), ("हिन्दी", "हिन्दू"), ("محمد", "محمود")],
)
def test_names_that_look_different_stay_two(one: str, other: str):
    assert naming.key_of(one) != naming.key_of(other)


@pytest.mark.parametrize(
    "name", ["", " ", "a", "x" * 41, "me@example.org", "http://x", "...", "\u200b\u200b", "\u0301"]
)
def test_what_cannot_be_a_name_is_refused(inside: Flask, name: str):
    with pytest.raises(Invalid) as refusal:
        naming.checked(name)
    assert refusal.value.field == "display_name"


@pytest.mark.parametrize("name", ["Moderator", "m0derat0r", "Аdmin", "Support", "Common-Thread"])
def test_nobody_can_speak_for_the_site(inside: Flask, name: str):
    with pytest.raises(Invalid, match="taken"):
        naming.checked(name)


def test_ideas_are_neutral_different_and_free(inside: Flask):
    ideas = naming.suggestions()
    assert len(set(ideas)) == 3
    for idea in ideas:
        assert naming.checked(idea) == idea


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
