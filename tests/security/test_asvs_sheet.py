"""The sheet of the standard says the truth: whole, guarded by tests that exist, and up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.security import sheet

GUARD = "tests/security/test_asvs_sheet.py::test_the_sheet_has_no_fault"


@pytest.fixture(scope="module")
def items() -> list[sheet.Item]:
    return sheet.read(sheet.ITEMS.read_text("utf-8"))


def changed(items: list[sheet.Item], key: str, **values: object) -> list[str]:
    """What is wrong when one item says something else."""
    return sheet.faults([replace(i, **values) if i.id == key else i for i in items])


def test_the_sheet_has_no_fault(items: list[sheet.Item]):
    assert sheet.faults(items) == []


def test_the_page_is_what_the_sheet_says():
    """Else: python -m tests.security.sheet."""
    assert sheet.PAGE.read_text("utf-8") == sheet.current()


def test_every_item_stands_on_the_page(items: list[sheet.Item]):
    rows = sheet.PAGE.read_text("utf-8")
    assert [item.id for item in items if f"\n| {item.id} L{item.level} | " not in rows] == []


def test_what_is_not_met_is_said_at_the_top(items: list[sheet.Item]):
    start = sheet.PAGE.read_text("utf-8").split("## Every item")[0]
    unmet = [item.id for item in items if item.met == "no"]
    assert unmet, "an honest sheet has some"
    assert [key for key in unmet if f"- **{key}** " not in start] == []


def test_an_item_that_is_left_out_is_seen(items: list[sheet.Item]):
    assert sheet.faults([i for i in items if i.id != "8.2.2"]) == ["level 1 has 69 items, not 70"]


def test_an_item_of_another_level_is_seen(items: list[sheet.Item]):
    assert len(changed(items, "8.2.2", level=2)) == 2


def test_an_item_that_stands_there_twice_is_seen(items: list[sheet.Item]):
    assert "1.1.1 stands there 2 times" in sheet.faults([*items, items[0]])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tests": ("tests/security/test_asvs_sheet.py::test_nothing",)}, "no such test"),
        ({"tests": ("tests/security/test_away.py::test_the_sheet_has_no_fault",)}, "no such test"),
        ({"tests": ("tests/security/sheet.py::test_the_sheet_has_no_fault",)}, "no such test"),
        ({"shown": ("docs/security/away.md",)}, "no such document"),
        ({"tests": (), "shown": ()}, "neither a test nor a document"),
        ({"tests": (), "shown": (), "applies": "elsewhere"}, "neither a test nor a document"),
        ({"applies": "perhaps"}, "applies is yes"),
        ({"applies": "no", "met": "no"}, "cannot be unmet"),
        ({"how": ""}, "how is a sentence"),
    ],
)
def test_a_fault_of_an_item_is_named(items: list[sheet.Item], wrong: dict[str, object], said: str):
    fine = {"applies": "yes", "met": "yes", "tests": (GUARD,), "shown": ()}
    (fault,) = changed(items, "8.2.2", **{**fine, **wrong})
    assert fault.startswith("8.2.2: ")
    assert said in fault


def test_what_is_openly_not_met_needs_no_guard(items: list[sheet.Item]):
    assert changed(items, "8.2.2", met="no", tests=(), shown=()) == []


def test_a_key_that_nobody_reads_is_refused():
    with pytest.raises(TypeError):
        sheet.read(
            '["1.1 X"]\n"1.1.1" = { level = 1, applies = "no", how = "None here.", test = [] }'
        )


def test_tests_are_found_in_classes_and_under_parameters(tmp_path: Path):
    (tmp_path / "test_one.py").write_text(
        "@mark\ndef test_a(x):\n    def test_inner(): ...\n"
        "class TestB:\n    def test_c(self): ...\n    def helper(self): ...\n"
        "class Other:\n    def test_d(self): ...\n"
    )
    names = ["test_a", "TestB::test_c", "test_inner", "TestB::helper", "Other::test_d", "test_c"]
    found = [name for name in names if sheet.exists(f"test_one.py::{name}", tmp_path)]
    assert found == ["test_a", "TestB::test_c"]


def test_a_page_written_by_hand_is_seen(items: list[sheet.Item]):
    told = [replace(i, how="Something else.") if i.id == "8.2.2" else i for i in items]
    assert sheet.page(told, sheet.HEAD.read_text("utf-8")) != sheet.PAGE.read_text("utf-8")
