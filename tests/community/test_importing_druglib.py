"""The real data set, whole: what the pages count is what stands in the file."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.catalogue.services import loading
from app.catalogue.services.matching import loaded_matcher
from app.community.models import Group, Post, Topic
from app.community.services.importing import FORMATS, run_import
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.models import Evaluation
from app.health.queries.cards import shown_to
from tests.support.shared_data import druglib_reviews, require_shared_data

STEPS = {
    "Ineffective": 0,
    "Marginally Effective": 1,
    "Moderately Effective": 2,
    "Considerably Effective": 3,
    "Highly Effective": 4,
}


# What the files of the catalogue hold does not depend on the engine: read once for both.
records = cache(loading.catalogue_records)


@pytest.fixture
def imported(inside: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Catalogue and data set, loaded as an operator does; the outcome of the import."""
    file = require_shared_data("druglib/reviews.tsv")
    monkeypatch.setattr(loading, "catalogue_records", records)
    with unit_of_work():
        loading.load()
    report = tmp_path / "report"
    form = FORMATS["druglib"]
    return run_import(file, form, report=report, dry_run=False, step=lambda count: None), report


def effectiveness_in_the_file(condition: str) -> Counter[int]:
    """The ten lines: what the rows whose words mean this condition say."""
    matcher, counted = loaded_matcher(), Counter[int]()
    for row in druglib_reviews():
        treatment = matcher.match(row["drug_name"], "treatment").concepts
        purposes = matcher.match(row["condition"], "purpose").concepts
        if len(treatment) == 1 and condition in {one.name for one in purposes}:
            counted[STEPS[row["effectiveness"]]] += 1
    return counted


def test_the_data_set_is_in_whole_and_the_figures_are_those_of_the_file(imported: Any) -> None:
    outcome, report = imported
    assert outcome.rows == 3107
    assert outcome.added + outcome.rejected == 3107
    with (report / "reviews.report.tsv").open(encoding="utf-8", newline="") as file:
        listed = Counter(row["outcome"] for row in csv.DictReader(file, delimiter="\t"))
    assert listed == Counter(
        matched=outcome.matched, proposed=outcome.proposed, rejected=outcome.rejected
    )
    group = db.session.scalars(select(Group).where(Group.name == "Depression")).one()
    counted = db.session.execute(
        select(Evaluation.effectiveness, func.count())
        .where(Evaluation.is_current, Evaluation.treatment_id.is_not(None), shown_to(group.id))
        .group_by(Evaluation.effectiveness)
    )
    assert dict(row._tuple() for row in counted) == effectiveness_in_the_file("Depression")
    assert db.session.scalar(select(func.count(Topic.id))) == outcome.added
    assert db.session.scalar(select(func.count(Post.id))) == outcome.added
    assert db.session.scalar(select(func.sum(Group.topic_count))) == outcome.added
