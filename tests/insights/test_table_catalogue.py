"""The fixed list of tables keeps the promises it is made for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.insights.services.ledger import YEARLY_CAP
from app.insights.services.table_catalogue import Band, Table, check, table_catalogue


def _table(name: str, attribute: str, *bands: tuple[int, ...]) -> Table:
    return Table(
        name, "treatments", attribute, tuple(Band(f"{n}", band) for n, band in enumerate(bands))
    )


def test_the_list_has_three_tables_over_three_attributes() -> None:
    tables = table_catalogue().tables
    assert len(tables) == len({table.attribute for table in tables}) == 3


def test_two_releases_a_year_of_all_tables_fit_the_yearly_cap_exactly() -> None:
    catalogue = table_catalogue()
    year = 2 * len(catalogue.tables) * catalogue.protections["standard"].epsilon
    assert year == YEARLY_CAP
    assert all(one.epsilon <= Fraction(1, 2) for one in catalogue.protections.values())


@pytest.mark.parametrize(
    ("attribute", "scale"),
    [
        ("effectiveness", range(5)),
        ("side_effects", range(5)),
        ("overall", range(1, 11)),
    ],
)
def test_the_bands_of_a_scale_hold_each_of_its_levels_once(attribute: str, scale: range) -> None:
    table = next(one for one in table_catalogue().tables if one.attribute == attribute)
    levels = [value for band in table.bands for value in band.values]
    assert levels == list(scale)


def test_no_answer_falls_into_no_band() -> None:
    table = next(one for one in table_catalogue().tables if one.attribute == "effectiveness")
    assert table.band_of(None) is None
    assert [table.band_of(level) for level in range(5)] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ([_table(f"t{n}", f"a{n}", (0,)) for n in range(4)], "more than 3"),
        ([_table("t", "a", (0,)), _table("u", "a", (0,))], "same attribute"),
        ([_table("t", "a", (0,)), _table("t", "b", (0,))], "same id"),
        ([_table("t", "a", (0, 1), (1, 2))], "two bands"),
        ([Table("t", "regions", "a", ())], "rows must be"),
    ],
    ids=["four tables", "attribute twice", "id twice", "bands overlap", "unknown rows"],
)
def test_a_list_that_counts_somebody_too_often_is_refused(tables: list[Table], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check(tuple(tables))
