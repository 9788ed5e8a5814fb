"""What is stored about people is written down, table by table and column by column."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from app.core.database import Base
from app.core.inventory import BadInventory, inventory, read_line
from tests.architecture.inventory_faults import faults

LINE = {
    "class": "health",
    "purpose": "a purpose in words",
    "retention": "a day or so",
    "person": "member_id",
    "export": "things",
    "title": "Things",
    "erase": "delete",
    "health": ["words"],
    "internal": ["id", "member_id"],
}


def said(**changes: object) -> list[str]:
    """What is wrong with one table of four columns under a changed line."""
    metadata = MetaData()
    Table("members", metadata, Column("id", Integer, primary_key=True))
    columns = ("id", "member_id", "words")
    keys = {"member_id": (ForeignKey("members.id"),)}
    Table(
        "things",
        metadata,
        *(Column(name, Integer, *keys.get(name, ()), nullable=False) for name in columns),
    )
    line = read_line("things", {**LINE, **changes}, package="here")
    found = faults({"things": line}, metadata)
    return [fault.removeprefix("things: ") for fault in found if fault.startswith("things")]


def test_the_inventory_says_the_truth_about_the_schema(app: Flask) -> None:
    """Every table and every column, and nothing that is not there."""
    assert faults(inventory(), Base.metadata) == []


def test_a_true_line_has_no_fault() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"health": []}, "column words stands in no list"),
        ({"health": ["words", "more"]}, "there is no column more"),
        ({"class": "blue"}, "blue is no class of a table"),
        ({"erase": "burn"}, "burn is no way to erase"),
        ({"person": "owner_id"}, "belongs to a person by owner_id, which is not there"),
        ({"person": "member_id = {shoe}"}, "belongs to a person by their 'shoe', which a member has not"),
        ({"export": "none: nobody asked"}, "holds personal columns that are exported nowhere"),
        ({"person": "none: nobody at all", "unlink": ["member_id"]}, "member_id cannot be emptied"),
        ({"title": ""}, "a section has a title, and only a section"),
        ({"keep": "3 days from noon"}, "a rule counts from noon, which is not there"),
        ({"shown": {"words": "concepts.name"}}, "words is shown as concepts.name, which is not there"),
    ],
)  # fmt: skip
def test_a_false_line_is_found(changes: dict[str, object], fault: str) -> None:
    """Each rule of the inventory is one that can be broken."""
    assert fault in said(**changes)


def test_a_column_that_points_to_a_member_must_say_what_becomes_of_it() -> None:
    """Else erasing somebody would stop at it, or leave them in it."""
    nobody = {"person": "none: nobody at all", "export": "none: nobody at all", "title": ""}
    found = said(**nobody, health=[], public=["words"])
    assert found == ["member_id points to a member and nobody says what becomes of it"]


@pytest.mark.parametrize(
    "changes", [{"keep": "soon"}, {"erase": "keep"}, {"person": "none"}, {"colour": "blue"}]
)
def test_a_line_without_meaning_is_refused(changes: dict[str, object]) -> None:
    """Rules that no machine can follow, and exceptions without a reason."""
    with pytest.raises(BadInventory):
        read_line("things", {**LINE, **changes}, package="here")


def test_a_line_cannot_be_changed_after_it_was_read() -> None:
    """Nobody bends a promise on the way."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        inventory()["members"].purpose = "another"  # type: ignore[misc]
