"""Display names: look-alikes are the same name, nothing gives a person away."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.services import naming
from app.core.errors import Invalid
from tests.factories import Maker

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

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
