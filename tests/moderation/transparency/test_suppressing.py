"""Numbers under five are never told, nor can they be worked out from what is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.moderation.services.transparency.counting import CODES, Period, Report, report
from app.moderation.services.transparency.facts import (
    HOW_FOUND,
    AppealFact,
    DecisionFact,
    Facts,
    ReportFact,
)
from app.moderation.services.transparency.quarters import quarter_of
from app.moderation.services.transparency.suppressing import Cells, suppress, together
from tests.moderation.transparency.making import begins

QUARTERS = ("2025-3", "2025-4", "2026-1", "2026-2")
LATER = "2026-3"


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [
        ({"a": 9, "b": 7}, 16, {"a": 9, "b": 7}),
        ({"a": 9, "b": 0}, 9, {"a": 9, "b": 0}),
        ({"a": 9, "b": 7, "c": 3}, 19, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 3, "c": 2}, 14, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 4}, 13, {"a": None, "b": None}),
        ({"a": 3, "b": 1}, None, {"a": None, "b": None}),
        ({"a": 0}, 0, {"a": 0}),
    ],
)
def test_what_is_hidden_adds_up_to_nothing_or_to_five(
    counts: dict[str, int], total: int | None, shown: dict[str, int | None]
) -> None:
    assert suppress(counts) == Cells(total, shown)


def test_what_another_table_tells_is_hidden_last_and_then_with_all() -> None:
    assert suppress({"nothing": 6, "a": 8, "b": 2}, told_elsewhere="nothing").shown == {
        "nothing": 6, "a": None, "b": None,
    }  # fmt: skip
    assert suppress({"nothing": 6, "a": 2}, told_elsewhere="nothing").shown["nothing"] is None


def test_people_are_not_counted_below_zero() -> None:
    with pytest.raises(ValueError, match="from 0"):
        suppress({"a": -1})


def test_quarters_together_say_no_more_than_each() -> None:
    parts = [suppress({"a": 9, "b": 3, "c": 3}), suppress({"a": 8, "b": 6, "c": 0})]
    assert together(parts) == Cells(29, {"a": 17, "b": 6, "c": None})
    assert together([parts[0]]).shown["b"] is None


quarters = st.sampled_from(QUARTERS)
decisions = st.builds(
    DecisionFact, quarters, st.sampled_from(("nothing", "hide", "suspend", "note")),
    st.sampled_from(("unkind", "misleading", "method")), st.sampled_from(HOW_FOUND),
    st.integers(0, 9),
)  # fmt: skip
everything = st.builds(
    Facts,
    st.lists(decisions, max_size=70).map(tuple),
    st.lists(st.builds(ReportFact, quarters, st.sampled_from(CODES["reason"])), max_size=40).map(tuple),
    st.lists(
        st.builds(
            AppealFact, quarters, st.sampled_from(CODES["standing"]),
            st.sampled_from(CODES["outcome"]), st.integers(0, 9),
        ), max_size=40,
    ).map(tuple),
)  # fmt: skip


def hidden(cells: Cells) -> int | None:
    """What a reader works out that is kept back; None where there is no total."""
    if cells.total is None:
        return None
    return cells.total - sum(filter(None, cells.shown.values()))


def numbers(one: Period) -> dict[Any, int]:
    """Every number of a period that is told, or that follows from what is told."""
    told = {(t, code): n for t, cells in one.tables.items() for code, n in cells.shown.items()}
    told |= {(t, "all"): cells.total for t, cells in one.tables.items()}
    told |= {(t, "hidden"): hidden(cells) for t, cells in one.tables.items()}
    return {key: n for key, n in told.items() if n is not None}


def is_large(number: int) -> bool:
    """Nobody, or at least five."""
    return number == 0 or number >= 5


@settings(max_examples=150, deadline=None)
@given(facts=everything)
def test_no_export_and_no_difference_of_two_tells_of_fewer_than_five(facts: Facts) -> None:
    exports = [report(facts, begins(name)) for name in (*QUARTERS[1:], LATER)]
    for number, newer in enumerate(exports):
        periods = (newer.every, *newer.quarters)
        assert [n for one in periods for n in numbers(one).values() if not is_large(n)] == []
        for older in exports[:number]:
            _compare(newer, older)
        for quarter in newer.quarters:
            _subtract(numbers(newer.every), numbers(quarter))


def _compare(newer: Report, older: Report) -> None:
    """A quarter that was told never changes; all together grow by nothing or by five."""
    assert newer.quarters[-len(older.quarters) or len(newer.quarters) :] == older.quarters
    _subtract(numbers(newer.every), numbers(older.every))


def _subtract(larger: dict[Any, int], smaller: dict[Any, int]) -> None:
    differences = {key: larger[key] - smaller[key] for key in set(larger) & set(smaller)}
    assert {key: n for key, n in differences.items() if not is_large(n)} == {}


@settings(max_examples=150, deadline=None)
@given(facts=everything)
def test_two_tables_about_the_same_decisions_do_not_give_each_other_away(facts: Facts) -> None:
    """Nothing done and no rule broken are the same decisions, told in two tables."""
    for one in report(facts, begins(LATER)).quarters:
        actions, grounds = one.tables["action"], one.tables["ground"]
        nothing = actions.shown["nothing"]
        if nothing is None:
            assert grounds.total is None
        if grounds.total is not None and actions.total is not None:
            assert is_large(actions.total - grounds.total)
            assert actions.total - grounds.total == nothing


def test_the_quarter_that_runs_is_not_told() -> None:
    fact = DecisionFact("2026-3", "hide", "unkind", "report", 10)
    facts = Facts((fact,) * 9)
    assert quarter_of(begins("2026-3")) == "2026-3"
    assert report(facts, begins("2026-3")).quarters == ()
    assert report(facts, begins("2026-3")).every.tables["action"].total == 0
    assert report(facts, begins("2026-4")).every.tables["action"].shown["hide"] == 9
