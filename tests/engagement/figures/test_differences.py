"""Two shares beside each other, and tables of counts (science.md 1.2, 1.4 and E7)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2

from app.engagement.services.figures.differences import Ratio, associate, chi_squared
from tests.engagement.figures.goldens import SETOYAMA

REPLIED, UNREPLIED = (949, 1694), (477, 1083)
shares = st.integers(2, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 90), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


def rounded(ratio: Ratio) -> tuple[float, float, float]:
    return tuple(round(value, 2) for value in (ratio.estimate, ratio.low, ratio.high))


def test_who_got_a_reply_came_back_more_often_by_as_much_as_known() -> None:
    """Joyce and Kraut 2006, rounded to whole people."""
    found = associate(REPLIED, UNREPLIED)
    apart = found.difference
    assert [round(value, 3) for value in (apart.estimate, apart.low, apart.high)] == [
        0.120, 0.082, 0.157,
    ]  # fmt: skip
    assert round(found.risk_ratio.estimate, 2) == 1.27
    assert rounded(found.odds_ratio) == (1.62, 1.39, 1.89)
    assert (found.test.df, round(found.test.statistic, 1)) == (1, 37.9)


@pytest.mark.parametrize(
    ("name", "statistic", "df", "p", "printed"),
    [
        ("age", 1.605, 4, 0.808, 0.55),
        ("marital", 7.150, 2, 0.028, 0.24),
        ("education", 4.894, 2, 0.087, 0.13),
        ("work", 1.651, 3, 0.648, 0.89),
    ],
)
def test_published_tables_give_our_values_where_the_printed_ones_do_not_recompute(
    name: str, statistic: float, df: int, p: float, printed: float
) -> None:
    found = chi_squared(SETOYAMA[name])
    assert (round(found.statistic, 3), found.df, round(found.p, 3)) == (statistic, df, p)
    assert abs(found.p - printed) > 0.04


def test_a_ratio_that_divides_by_nothing_is_none() -> None:
    found = associate((0, 20), (5, 20))
    assert (found.risk_ratio, found.odds_ratio) == (None, None)
    assert found.difference.estimate == -0.25


def test_all_of_one_group_has_a_risk_ratio_and_no_odds_ratio() -> None:
    found = associate((20, 20), (5, 20))
    assert (found.risk_ratio.estimate, found.odds_ratio) == (4, None)


def test_shares_of_nobody_and_shares_without_a_case_are_not_compared() -> None:
    assert associate((0, 0), (1, 4)) is None
    assert associate((0, 9), (0, 4)).test is None


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2]], [[0, 0], [1, 2]], [[0, 1], [0, 2]]])
def test_a_table_with_nothing_to_compare_is_not_tested(table: list[list[int]]) -> None:
    assert chi_squared(table) is None


@pytest.mark.parametrize("table", [[[1, 2], [3]], [[1, 2], [3, -1]]])
def test_a_table_that_is_none_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="same length"):
        chi_squared(table)


def test_a_share_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="part"):
        associate((5, 4), (1, 4))


@given(tables)
def test_chi_squared_agrees_with_scipy(table: list[list[int]]) -> None:
    oracle = stats.chi2_contingency(table, correction=False)
    found = chi_squared(table)
    assert (found.statistic, found.p) == pytest.approx((oracle.statistic, oracle.pvalue), abs=1e-9)
    assert (found.df, found.least_expected) == (
        oracle.dof,
        pytest.approx(oracle.expected_freq.min()),
    )


@given(shares, shares)
def test_ratios_and_their_intervals_agree_with_statsmodels(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = associate(first, second)
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    oracle = Table2x2(np.array(table), shift_zeros=False)
    risk, odds = found.risk_ratio, found.odds_ratio
    expected = (oracle.riskratio, *oracle.riskratio_confint())
    assert (risk.estimate, risk.low, risk.high) == pytest.approx(expected)
    expected = (oracle.oddsratio, *oracle.oddsratio_confint())
    assert (odds.estimate, odds.low, odds.high) == pytest.approx(expected)


@given(shares, shares)
def test_groups_turned_round_turn_difference_and_ratios_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    one, other = associate(first, second), associate(second, first)
    assert one.difference.estimate == pytest.approx(-other.difference.estimate)
    for ratio, turned in ((one.risk_ratio, other.risk_ratio), (one.odds_ratio, other.odds_ratio)):
        assert (ratio.low, ratio.high) == pytest.approx((1 / turned.high, 1 / turned.low))
    assert one.test.p == pytest.approx(other.test.p)
