"""Readers and contributors on what they answered (science.md 2.2, E8 and E9)."""

from __future__ import annotations

import pytest

from app.engagement.services.figures.comparing import compare
from app.engagement.services.figures.multiplicity import benjamini_hochberg, holm
from tests.engagement.figures.goldens import POSTERS, READERS, people_with


def group(mean: float, count: int = 40, deviation: float = 1) -> list[float | None]:
    return [*people_with(mean, deviation, count), None, None]


def one(readers: list[float | None], contributors: list[float | None]) -> object:
    return compare({"asked": (readers, contributors)}, rule="holm")[0]


def test_both_groups_are_described_with_who_did_not_answer() -> None:
    readers, contributors = one(group(3, 40), [*group(4, 25, 2), None]).groups
    assert (readers.answered, readers.missing) == (40, 2)
    assert (contributors.answered, contributors.missing) == (25, 3)
    assert (readers.mean, readers.deviation) == pytest.approx((3, 1))
    assert (contributors.mean, contributors.deviation) == pytest.approx((4, 2))


def test_the_median_is_that_of_who_answered() -> None:
    found = one([1, 1, 1, 1, 1, 2, 9, 9, 9, 9, 9, None], [*range(12)])
    assert (found.groups[0].median, found.groups[1].median) == (2, 5.5)


@pytest.mark.parametrize(("fewest", "is_shown"), [(9, False), (10, True)])
def test_under_ten_answers_nothing_is_shown(fewest: int, is_shown: bool) -> None:
    """Blank answers do not count, however many were asked; nor does a large other group."""
    small = [*people_with(3, 1, fewest), *[None] * 30]
    for found in (one(small, group(4)), one(group(4), small)):
        assert (found.groups is not None) == is_shown
        assert (found.tests, found.conclusion) == (None, "too_few")


@pytest.mark.parametrize(("fewest", "is_tested"), [(19, False), (20, True)])
def test_under_twenty_answers_nothing_is_tested(fewest: int, is_tested: bool) -> None:
    small = [*people_with(3, 1, fewest), *[None] * 30]
    for found in (one(small, group(5)), one(group(5), small)):
        assert (found.tests is not None) == is_tested
        assert found.conclusion == ("differs" if is_tested else "too_few")


def test_the_known_groups_are_too_small_for_a_p_value() -> None:
    found = one(READERS, POSTERS)
    assert [round(each.deviation, 3) for each in found.groups] == [1.155, 0.953]
    assert found.tests is None


def test_a_clear_difference_is_said_with_all_its_figures() -> None:
    found = one(group(3), group(4))
    tests = found.tests
    assert found.conclusion == "differs"
    assert tests.welch.difference.estimate == pytest.approx(-1)
    assert tests.d == pytest.approx(-1)
    assert tests.g.high < 0
    assert tests.delta.estimate == pytest.approx(2 * tests.ranks.u / 1600 - 1)
    assert (tests.p, tests.ranks_p, tests.alike_p) == (
        tests.welch.p, tests.ranks.p, tests.alike.p,
    )  # fmt: skip


def test_no_difference_is_said_only_where_equivalence_is_shown() -> None:
    assert one(group(3.00, 400), group(3.02, 400)).conclusion == "no_difference"


def test_twenty_who_scatter_widely_do_not_show_that_there_is_no_difference() -> None:
    """The p-value is far above 0.05, and yet a large difference is possible (E9)."""
    found = one(group(3.0, 20, 2), group(3.1, 20, 2))
    assert found.tests.p > 0.5
    assert found.conclusion == "unclear"


def test_a_difference_within_the_margin_is_a_small_one() -> None:
    found = one(group(3.00, 2000), group(3.12, 2000))
    assert found.tests.p < 0.05
    assert found.conclusion == "small_difference"


def test_answers_that_are_all_the_same_say_nothing_about_a_difference() -> None:
    found = one([3.0] * 30, [3.0] * 30)
    assert (found.groups[0].deviation, found.tests, found.conclusion) == (0, None, "unclear")


@pytest.mark.parametrize(("rule", "adjust"), [("holm", holm), ("bh", benjamini_hochberg)])
def test_p_values_are_adjusted_over_every_question_that_was_tested(
    rule: str, adjust: object
) -> None:
    asked = {
        "far": (group(3), group(3.6)),
        "too few": (group(3, 15), group(5)),
        "near": (group(3), group(3.45)),
        "hidden": (group(3, 5), group(5)),
        "same": (group(3), group(3.01)),
    }
    found = compare(asked, rule=rule)
    tested = [each.tests for each in found if each.tests]
    assert [each.name for each in found] == list(asked)
    assert [bool(each.tests) for each in found] == [True, False, True, False, True]
    assert [each.p for each in tested] == adjust([each.welch.p for each in tested])
    assert [each.ranks_p for each in tested] == adjust([each.ranks.p for each in tested])
    assert [each.alike_p for each in tested] == adjust([each.alike.p for each in tested])


def test_what_is_sure_alone_may_be_unclear_among_eight() -> None:
    weak = (group(3), group(3.48))
    assert one(*weak).conclusion == "differs"
    many = compare({f"question {n}": weak for n in range(8)}, rule="holm")
    assert {each.conclusion for each in many} == {"unclear"}


def test_alike_alone_may_be_unclear_among_eight() -> None:
    weak = (group(3, 70), group(3, 70))
    assert one(*weak).conclusion == "no_difference"
    many = compare({f"question {n}": weak for n in range(8)}, rule="holm")
    assert {each.conclusion for each in many} == {"unclear"}


def test_more_than_eight_questions_cannot_be_declared() -> None:
    nine = {f"question {n}": (group(3), group(4)) for n in range(9)}
    with pytest.raises(ValueError, match="8"):
        compare(nine, rule="holm")
    assert len(compare(nine, rule="bh")) == 9
