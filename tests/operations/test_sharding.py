"""The plan for spreading the site over several servers fits the schema as it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, MetaData, PrimaryKeyConstraint, Table, UniqueConstraint

from app.core.database import NAMING, Base
from tests.architecture.sources import ROOT

CLASSES = {"distributed", "reference", "local"}
KNOWN = {"class", "key", "path", "uniques", "references"}
Plan = dict[str, dict[str, Any]]
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def plan() -> Plan:
    return tomllib.loads((ROOT / "docs" / "sharding.toml").read_text("utf-8"))


def key_of(lines: Plan, table: str) -> str | None:
    return lines[table].get("key")


def uniques_without_key(table: Table, key: str) -> set[str]:
    kinds = (UniqueConstraint, PrimaryKeyConstraint)
    rules = [rule for rule in table.constraints if isinstance(rule, kinds)]
    rules += [index for index in table.indexes if index.unique]  # type: ignore[misc]
    return {str(rule.name) for rule in rules if key not in {c.name for c in rule.columns}}


def impossible_references(table: Table, lines: Plan) -> set[str]:
    """Allowed: to a reference table; inside of local; between rows of the same group by the key."""
    own = lines[table.name]["class"]
    wrong = set()
    for rule in table.foreign_key_constraints:
        other = lines[rule.referred_table.name]["class"]
        together = own == other == "distributed" and key_of(lines, table.name) in {
            column.name for column in rule.columns
        }
        if not (other == "reference" or own == other == "local" or together):
            wrong.add(str(rule.name))
    return wrong


def path_leads_to_the_key(table: Table, lines: Plan) -> bool:
    """Step by step along declared paths, to a table that has the column."""
    key = str(key_of(lines, table.name))
    if key in table.columns:
        return "path" not in lines[table.name]
    step = table.columns.get(lines[table.name].get("path", ""))
    if step is None or not step.foreign_keys:
        return False
    parent = next(iter(step.foreign_keys)).column.table
    return lines[parent.name]["class"] == "distributed" and (
        key in parent.columns or path_leads_to_the_key(parent, lines)
    )


def faults(metadata: MetaData, lines: Plan) -> list[str]:
    """Everything in which plan and schema differ."""
    found = [f"{name}: on one side only" for name in set(lines) ^ set(metadata.tables)]
    if found:
        return found
    for name, table in metadata.tables.items():
        line = lines[name]
        if line["class"] not in CLASSES or set(line) - KNOWN:
            found.append(f"{name}: unknown words")
        if impossible_references(table, lines) != set(line.get("references", ())):
            found.append(f"{name}: references {impossible_references(table, lines)}")
        if line["class"] != "distributed":
            continue
        if not path_leads_to_the_key(table, lines):
            found.append(f"{name}: no way to the key")
        if uniques_without_key(table, line["key"]) != set(line.get("uniques", ())):
            found.append(f"{name}: uniques {uniques_without_key(table, line['key'])}")
    return found


def test_the_plan_fits_the_schema(app: Flask):
    assert faults(Base.metadata, plan()) == []


def test_what_makes_the_site_big_is_spread_by_group(app: Flask):
    spread = {name for name, line in plan().items() if line["class"] == "distributed"}
    assert spread >= {"topics", "posts", "reactions", "memberships", "reading_places"}
    assert {line["key"] for line in plan().values() if "key" in line} == {"group_id"}


@pytest.fixture
def schema(site: Any) -> MetaData:
    """Groups, topics in them, posts in those."""
    metadata = MetaData(naming_convention=NAMING)
    Table("groups", metadata, Column("id", primary_key=True))
    Table(
        "topics", metadata, Column("id", primary_key=True),
        Column("group_id", ForeignKey("groups.id")),
    )  # fmt: skip
    Table("notes", metadata, Column("topic_id", ForeignKey("topics.id"), primary_key=True))
    return metadata


GOOD: Plan = {
    "groups": {"class": "reference"},
    "topics": {"class": "distributed", "key": "group_id", "uniques": ["pk_topics"]},
    "notes": {
        "class": "distributed", "key": "group_id", "path": "topic_id",
        "uniques": ["pk_notes"], "references": ["fk_notes_topic_id_topics"],
    },
}  # fmt: skip


def test_a_good_plan_has_no_fault(schema: MetaData):
    assert faults(schema, GOOD) == []


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("notes", None, "on one side only"),
        ("notes", {"path": "id"}, "no way to the key"),
        ("notes", {"references": []}, "references"),
        ("topics", {"uniques": []}, "uniques"),
        ("topics", {"key": "region_id"}, "no way to the key"),
        ("groups", {"class": "local"}, "references"),
        ("groups", {"class": "somewhere"}, "unknown words"),
    ],
)
def test_a_fault_in_the_plan_is_seen(
    schema: MetaData, table: str, change: dict[str, Any] | None, words: str
):
    lines = {
        name: {**line, **(change or {})} if name == table else line for name, line in GOOD.items()
    }
    if change is None:
        del lines[table]
    assert any(words in fault for fault in faults(schema, lines))
