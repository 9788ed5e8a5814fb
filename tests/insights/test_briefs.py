"""What a brief says, worked out from released texts alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from flask import Flask

from app.insights.queries.answers import Named
from app.insights.queries.releases import ReleaseRow
from app.insights.services import artefacts
from app.insights.services.brief_csv import brief_csv
from app.insights.services.brief_points import points
from app.insights.services.briefs import BandShare, Brief, brief_from
from app.insights.services.comparing import compare, differ
from app.insights.services.show_rules import ShownRow
from app.insights.services.table_catalogue import table_catalogue
from app.insights.services.treatment_briefs import overall_of, treatment_of

RELEASE = ReleaseRow(
    name="2026-H2",
    cut_off=date(2026, 10, 1),
    released_at=datetime(2026, 11, 1, tzinfo=UTC),
    epsilon=Fraction(1, 2),
    least_cell=24,
    least_cohort=50,
    sha256="0" * 64,
)
DRUGS = {1: Named(1, "big", "Big"), 2: Named(2, "good", "Good"), 3: Named(3, "poor", "Poor")}
OVERALL, EFFECTIVENESS, SIDE_EFFECTS = table_catalogue().tables
TOGETHER = 0


def _text(table: object, rows: dict[int, tuple[int, tuple[int | None, ...]]]) -> str:
    shown = {key: ShownRow(people, counts) for key, (people, counts) in rows.items()}
    condition = Named(9, "depression", "Depression")
    return artefacts.write(table, condition, DRUGS.values(), shown)  # type: ignore[arg-type]


@pytest.fixture
def brief(inside: Flask) -> Brief:
    """Three treatments: a big one, a good one, and one whose good answers are too few to show."""
    effects = {1: (400, (100, 100, 200)), 2: (100, (None, None, 80)), 3: (100, (70, 30, None))}
    harms = {1: (390, (200, 90, 100)), 2: (100, (90, None, None))}
    overall = {TOGETHER: (800, (100, None, 480))}
    return brief_from(
        RELEASE,
        [_text(EFFECTIVENESS, effects), _text(SIDE_EFFECTS, harms), _text(OVERALL, overall)],
    )


def test_the_same_table_always_gives_the_same_bytes() -> None:
    rows = {1: (60, (30, 30, None)), 2: (75, (25, 25, 25))}
    backwards = dict(reversed(rows.items()))
    assert _text(EFFECTIVENESS, rows) == _text(EFFECTIVENESS, backwards)


def test_a_text_reads_back_as_what_was_written() -> None:
    table = artefacts.read(_text(EFFECTIVENESS, {2: (75, (25, None, 50))}))
    assert (table.condition_slug, table.table_id) == ("depression", "condition-effectiveness")
    assert table.rows[0].counts == {"little": 25, "moderate": None, "much": 50}
    assert (table.rows[0].name, table.rows[0].people) == ("Good", 75)


def test_the_order_follows_the_lower_end_and_too_few_come_last(brief: Brief) -> None:
    assert [line.slug for line in brief.lines] == ["good", "big", "poor"]


def test_a_share_stands_inside_its_interval(brief: Brief) -> None:
    good = brief.lines[0].helped
    assert good is not None
    assert good.percent == 80
    assert 65 <= good.low < 75 and 85 < good.high <= 95


def test_a_count_too_small_to_show_has_no_share(brief: Brief) -> None:
    poor = brief.lines[2]
    assert poor.helped is None
    assert poor.severe is None


def test_the_size_counts_everybody_and_not_only_the_treatments_that_are_shown(
    brief: Brief,
) -> None:
    assert brief.people == 800
    assert sum(line.people for line in brief.lines) == 600


def test_a_condition_has_a_brief_even_when_no_single_treatment_can_be_shown(inside: Flask) -> None:
    few_each = brief_from(RELEASE, [_text(OVERALL, {TOGETHER: (235, (60, 45, 130))})])
    assert (few_each.people, few_each.lines) == (235, ())
    assert overall_of(few_each).people == 235
    assert "about 55 in 100 give 8 to 10" in points(few_each)[0]


def test_all_treatments_together_are_no_treatment(brief: Brief) -> None:
    assert treatment_of(brief, "") is None


def test_the_overall_rating_names_the_bands_that_are_too_small(brief: Brief) -> None:
    part = overall_of(brief)
    assert part.too_few == ("5 to 7, in between",)
    assert brief.overall["high"].percent == 60


def test_a_sentence_over_hidden_cells_gives_a_range_when_they_could_matter(brief: Brief) -> None:
    said = " ".join(points(brief))
    # Helped: 280 to 303 of 600, so one number; severe: 100 to 123 of 490, so one number.
    assert "about 48 in 100 say it works well" in said
    assert "about 22 in 100 call the side effects severe" in said


def test_a_wide_range_is_said_as_a_range(inside: Flask) -> None:
    rows = {1: (100, (None, None, 60)), 3: (100, (70, 30, None))}
    some = brief_from(RELEASE, [_text(EFFECTIVENESS, rows)])
    assert "between 30 and 42 in 100" in " ".join(points(some))


def test_what_is_hidden_everywhere_is_said_as_at_most(inside: Flask) -> None:
    few = brief_from(RELEASE, [_text(EFFECTIVENESS, {3: (60, (30, 30, None))})])
    assert "at most about 38 in 100" in " ".join(points(few))


def test_the_first_two_are_compared_by_their_intervals(brief: Brief) -> None:
    assert points(brief)[-1] == "The intervals of Good and Big do not overlap."


def test_a_treatment_is_a_cut_of_the_rows_of_its_condition(brief: Brief) -> None:
    big = treatment_of(brief, "big")
    assert big is not None
    rows = {table.table_id: table.rows for table in brief.tables.values()}
    people = [
        next(row.people for row in rows[part.table_id] if row.slug == "big") for part in big.parts
    ]
    assert [part.people for part in big.parts] == people == [400, 390]
    assert treatment_of(brief, "unknown") is None


def test_a_treatment_without_all_tables_shows_those_it_has(brief: Brief) -> None:
    good = treatment_of(brief, "good")
    assert good is not None
    assert [part.table_id for part in good.parts] == [EFFECTIVENESS.id, SIDE_EFFECTS.id]
    assert good.parts[0].too_few == ("It did not work, or only a little", "It worked fairly well")


def test_the_csv_writes_no_hidden_number(brief: Brief) -> None:
    lines = brief_csv(brief, "poor").splitlines()
    assert len(lines) == 1 + 3
    assert lines[3].endswith('"much","under 24","","",""')


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [((60, 50, 70), (70, 60, 80), False), ((60, 50, 70), (80, 72, 88), True)],
)
def test_a_difference_is_told_only_beyond_noise_and_chance(
    before: tuple[int, int, int], now: tuple[int, int, int], is_told: bool
) -> None:
    assert differ(BandShare(50, *before), BandShare(50, *now)) is is_told
    assert differ(BandShare(50, *now), BandShare(50, *before)) is is_told


def test_a_brief_beside_itself_shows_no_change(brief: Brief) -> None:
    beside = compare(brief, brief)
    assert beside is not None
    assert (beside.compared, beside.changes) == (2, ())


def test_without_a_release_before_there_is_nothing_to_compare(brief: Brief) -> None:
    assert compare(brief, None) is None
