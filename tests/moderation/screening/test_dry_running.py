"""Trying rules on texts that were written already, and measuring them, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.moderation.cli import moderation_cli
from app.moderation.services import evaluating
from app.moderation.services.screening import standing_register, standing_rules
from app.moderation.services.screening.dry_running import DryRun, dry_run, sample
from app.moderation.services.screening.evaluation import slices_of
from tests.moderation.screening.looks import FOLDER, TODAY
from tests.support.queries import count_queries
from tests.support.shared_data import REVIEWS, druglib_reviews, require_shared_data

COLUMNS = ("benefits_review", "side_effects_review", "comments_review")
TABLE = (
    'id\tone\ttwo\n1\tI am well.\t\n2\t"Double\nyour dose."\tyes\n3\tfine\tGarlic cures cancer.\n'
)


def run_over(texts: list[str]) -> DryRun:
    return dry_run(texts, standing_rules(), standing_register(), today=TODAY)


def asked(*words: str | Path) -> Result:
    return CliRunner().invoke(moderation_cli, [str(word) for word in words])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.tsv"
    file.write_text(TABLE, "utf-8")
    return file


def test_every_rule_has_its_share_of_all_texts() -> None:
    run = run_over(["Double your dose.", "I am well.", "Double your dose. Garlic cures cancer."])
    parts = {one.rule: one.share.part for one in run.by_rule if one.share.part}
    assert parts == {"dose_to_others": 2, "cure_claim": 1}
    assert {one.share.whole for one in run.by_rule} == {3}
    assert run.share is not None
    assert (run.share.part, [one.number for one in run.tried if one.hits]) == (2, [1, 3])


def test_no_text_has_no_share() -> None:
    run = run_over([])
    assert (run.share, run.by_rule, sample(run, 100, 1)) == (None, (), [])


def test_a_sample_is_half_of_what_was_pointed_at_and_the_same_for_the_same_seed() -> None:
    run = run_over(["Double your dose.", "I am well."] * 40)
    drawn = sample(run, 20, 1)
    assert sum(bool(one.hits) for one in drawn) == 10
    assert drawn == sample(run, 20, 1) != sample(run, 20, 2)
    assert [one.number for one in drawn] == sorted(one.number for one in drawn)


def test_where_little_was_pointed_at_the_sample_is_filled_up() -> None:
    run = run_over(["Double your dose."] + ["I am well."] * 40)
    drawn = sample(run, 20, 1)
    assert (len(drawn), sum(bool(one.hits) for one in drawn)) == (20, 1)


def test_trying_rules_prints_shares_and_changes_nothing(table: Path) -> None:
    with count_queries() as statements:
        result = asked("try-rules", table, "--column", "one", "--column", "two", "--sample", "2")
    assert result.exit_code == 0, result.output
    assert "cure_claim          open_case         1  33.33% (6.15% to 79.23%)" in result.output
    assert "any rule                              2  66.67%" in result.output
    assert "This was a dry run: nothing was stored." in result.output
    assert statements == []
    assert table.read_text("utf-8") == TABLE
    assert list(table.parent.iterdir()) == [table]


def test_the_sample_shows_the_row_the_rule_and_the_words(table: Path) -> None:
    result = asked("try-rules", table, "--column", "one", "--sample", "2")
    assert "row 2 [dose_to_others: “Double\nyour dose”]\nDouble your dose." in result.output
    assert "row 1 [" in result.output or "row 3 [nothing]" in result.output


def test_a_column_that_is_not_there_is_named_with_those_that_are(table: Path) -> None:
    result = asked("try-rules", table, "--column", "three")
    assert result.exit_code == 1
    assert "Error: no column three; there are: id, one, two" in result.output


def test_evaluating_prints_every_class_with_its_interval_and_no_accuracy() -> None:
    result = asked("evaluate", "--only", "screening", "--texts-a-day", "200", "--base-rate", "0.02")
    assert result.exit_code == 0, result.output
    assert "screening, held_out: 170 texts" in result.output
    for line in ("dose_advice  ", "none  ", "pointed at  ", "Macro-F1 over 6 classes"):
        assert f"\n{line}" in result.output
    assert "of 200 texts a day with 2.0% to find, expect" in result.output
    assert "Threshold: decided claims, held_out: recall 0.95 is reached at" in result.output
    assert "unknown: 5 cases, fewer than 30" in result.output
    assert "accura" not in result.output.casefold()


def test_evaluating_reads_the_texts_of_a_folder(tmp_path: Path) -> None:
    """With one right, one missed and one false alarm."""
    entries = (
        ("dose_advice", "Double your dose."),
        ("dose_advice", "Hello."),
        ("none", "Garlic cures cancer."),
    )
    rows = "".join(
        f'[[texts]]\nid = "{at}"\nsplit = "build"\nlabel = "{label}"\ntags = []\ntext = "{text}"\n'
        for at, (label, text) in enumerate(entries)
    )
    (tmp_path / "screening.toml").write_text(rows, "utf-8")
    (tmp_path / "claims.toml").write_text((FOLDER / "claims.toml").read_text("utf-8"), "utf-8")
    result = asked("evaluate", "--only", "screening", "--folder", tmp_path, "--split", "build")
    assert "dose_advice       1.00 (0.21 to 1.00) of 1    0.50 (0.09 to 0.91) of 2" in result.output
    assert "pointed at        0.50 (0.09 to 0.91) of 2    0.50 (0.09 to 0.91) of 2" in result.output
    assert "promotion         none to count" in result.output
    assert "Macro-F1 over 6 classes: unknown" in result.output


def test_a_folder_without_texts_is_said_in_one_sentence(tmp_path: Path) -> None:
    result = asked("evaluate", "--only", "screening", "--folder", tmp_path)
    assert result.exit_code == 1
    assert "screening.toml" in result.output


def test_the_rules_are_known_to_the_evaluation() -> None:
    assert "screening" in [task.name for task in evaluating.tasks()]
    result = asked("evaluate", "--only", "weather")
    assert result.exit_code == 2
    assert "one of: " in result.output


def test_a_text_belongs_to_slices_by_its_tags_and_its_length() -> None:
    assert slices_of({"text": "x", "tags": []}) == ("length:short", "kind:plain")
    assert slices_of({"text": "x" * 300, "tags": ["long", "caps"]}) == ("length:long", "kind:caps")


def test_of_the_reviews_of_real_patients_at_most_two_in_a_hundred_are_pointed_at() -> None:
    """Almost all of them are first-person experience. What was pointed at was read by hand: see
    docs/subsystems/moderation_screening.md."""
    require_shared_data(REVIEWS)
    run = run_over(["\n\n".join(row[name] for name in COLUMNS) for row in druglib_reviews()])
    assert run.share is not None
    assert run.share.whole > 3000
    assert run.share.estimate <= 0.02
    cases = sum(any(hit.act == "open_case" for hit in one.hits) for one in run.tried)
    assert cases / run.share.whole <= 0.005
