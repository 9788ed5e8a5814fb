"""Real people's words: the shares matched on 3,107 reviews, and a sample read by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.support.shared_data import druglib_reviews

SAMPLE = Path(__file__).with_name("hand_checked_sample.tsv")
TREATMENTS_MATCHED, PURPOSES_MATCHED, RIGHT = 0.95, 0.85, 0.98


@pytest.fixture(scope="module")
def reviews():
    return list(druglib_reviews())


@pytest.fixture(scope="module")
def sample():
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def share_matched(matcher, reviews, column, kind):
    return sum(bool(matcher.match(row[column], kind).concepts) for row in reviews) / len(reviews)


def test_at_least_95_of_100_treatments_are_known(matcher, reviews):
    assert len(reviews) == 3107
    assert share_matched(matcher, reviews, "drug_name", "treatment") >= TREATMENTS_MATCHED


def test_at_least_85_of_100_purposes_are_known(matcher, reviews):
    assert share_matched(matcher, reviews, "condition", "purpose") >= PURPOSES_MATCHED


def test_the_sample_has_200_different_rows_each_with_a_verdict(sample):
    assert len({row["review_id"] for row in sample}) == 200
    assert {row["verdict"] for row in sample} == {"right", "wrong"}


def test_at_least_98_of_100_rows_of_the_sample_are_right(sample):
    assert sum(row["verdict"] == "right" for row in sample) / len(sample) >= RIGHT


def test_the_matcher_still_says_what_the_sample_was_checked_for(matcher, sample):
    differing = [
        row["review_id"]
        for row in sample
        if "|".join(c.key for c in matcher.match(row["drug_name"], "treatment").concepts)
        != row["treatment_keys"]
        or "|".join(c.key for c in matcher.match(row["condition"], "purpose").concepts)
        != row["purpose_keys"]
    ]
    assert differing == []


def test_the_sample_says_what_the_reviews_say(reviews, sample):
    by_id = {row["review_id"]: row for row in reviews}
    for row in sample:
        review = by_id[row["review_id"]]
        assert row["drug_name"] == review["drug_name"]
        assert row["condition"] == " ".join(review["condition"].split())
