"""What a release makes tables over: a list that is public already."""

from __future__ import annotations

import pytest
from flask import Flask

from app.insights.queries.answers import public_conditions
from tests.factories import Maker


def listed() -> list[tuple[str, str]]:
    return [(one.slug, one.name) for one in public_conditions()]


@pytest.mark.parametrize("kind", ["condition", "symptom", "situation"])
def test_whatever_an_open_group_is_for_is_listed(inside: Flask, make: Maker, kind: str) -> None:
    make.concept(kind=kind, name="Without a group")
    concept = make.concept(kind=kind, name="Birth control", slug="birth-control")
    make.group(audience="members", condition_id=concept.id)
    assert listed() == [("birth-control", "Birth control")]


def test_what_only_a_closed_group_is_for_is_not_listed(inside: Flask, make: Maker) -> None:
    make.group(audience="group", condition_id=make.concept().id)
    make.group(audience="public", name="For carers")
    assert listed() == []


def test_two_that_share_a_slug_are_told_apart(inside: Flask, make: Maker) -> None:
    for kind in ("symptom", "condition", "situation"):
        concept = make.concept(kind=kind, name=kind.title(), slug="headache")
        make.group(audience="public", condition_id=concept.id)
    make.concept(kind="treatment", slug="headache")
    assert listed() == [
        ("headache-symptom", "Symptom"),
        ("headache", "Condition"),
        ("headache-situation", "Situation"),
    ]
