"""A file that cannot be imported gets one clear sentence and exit code 2; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Member
from app.community.models import Group
from app.core.database import db

SMALL = Path(__file__).with_name("small_reviews.tsv")
TEXT = SMALL.read_text("utf-8")


def run(app: Flask, file: Path, tmp_path: Path) -> Any:
    """Type the command."""
    typed = ["import", "evaluations", str(file), "--format", "druglib"]
    return app.test_cli_runner().invoke(args=[*typed, "--report", str(tmp_path / "report")])


def spoiled(tmp_path: Path, content: str | bytes) -> Path:
    """A file with this content."""
    path = tmp_path / "reviews.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "reviews.tsv is empty."),
        (" \n\n", "reviews.tsv is empty."),
        (TEXT.split("\n")[0] + "\n", "has column names but no rows"),
        (TEXT.replace("drug_name", "medicine"), "has no column drug_name"),
        (TEXT.encode("utf-16"), "is not UTF-8: line 1 "),
        (TEXT.replace("Steadier.", "Stöadier.").encode("latin-1"), "is not UTF-8: line 13 "),
        (TEXT + '116\tcalmadin\t5\tIneffective\tNo Side Effects\tworry\t"and then', "never closed"),
        (TEXT.replace("\t1\t", '\t"1"x\t', 1), "a quote stands where none belongs"),
        (TEXT.replace("\tworry\t", "\t", 1), "8 fields instead of 9"),
        (TEXT.replace("Steadier.", "Ste\0dier."), "holds a zero byte"),
    ],
    ids=lambda value: value[-24:] if isinstance(value, str) else "bytes",
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    app: Flask, tmp_path: Path, content: Any, says: str
) -> None:
    outcome = run(app, spoiled(tmp_path, content), tmp_path)
    assert outcome.exit_code == 2
    (sentence,) = [line for line in outcome.output.splitlines() if line.startswith("Error: ")]
    assert says in sentence
    assert "Traceback" not in outcome.output
    assert nothing_stored(app)


def test_a_file_that_is_not_there_is_named(app: Flask, tmp_path: Path) -> None:
    outcome = run(app, tmp_path / "missing.tsv", tmp_path)
    assert outcome.exit_code == 2
    assert "Error: missing.tsv cannot be opened" in outcome.output


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ("\t7\tConsiderably", "\t11\tConsiderably", "rating is '11', not a number from 1 to 10"),
        ("\t7\tConsiderably", "\t0\tConsiderably", "rating is '0', not a number"),
        ("\t7\tConsiderably", "\tseven\tConsiderably", "rating is 'seven', not a number"),
        ("\t7\tConsiderably", "\t7\tWonderfully", "effectiveness is 'Wonderfully Effective'"),
        ("\nb111\t", "\n101\t", "review_id 101 stands on line 2 already"),
    ],
)
def test_one_bad_value_keeps_the_whole_file_outside_and_is_listed(
    app: Flask, tmp_path: Path, good: str, bad: str, says: str
) -> None:
    text = TEXT.replace("\n111\t", "\nb111\t")
    assert good in text
    outcome = run(app, spoiled(tmp_path, text.replace(good, bad)), tmp_path)
    assert outcome.exit_code == 2
    assert says in outcome.output and "Nothing was imported." in outcome.output
    listed = (tmp_path / "report" / "reviews.rejected.tsv").read_text("utf-8")
    assert says.split("'")[0] in listed
    assert nothing_stored(app)


def nothing_stored(app: Flask) -> bool:
    """Whether neither a member nor a group came of it."""
    with app.app_context():
        tables = (Member, Group)
        return not any(
            db.session.scalar(select(func.count()).select_from(table)) for table in tables
        )
