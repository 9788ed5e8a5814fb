"""Bringing a small made-up data set in, through the command that an operator types."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Consent, Member
from app.accounts.queries import viewer_of
from app.catalogue.models import Proposal
from app.community.models import Group, Membership, Post, Topic
from app.community.services.importing import writing
from app.core.database import db
from app.health.models import Evaluation, EvaluationPurpose, EvaluationShare
from app.health.queries import cards_for
from tests.factories import Maker
from tests.support.client import SiteClient

SMALL = Path(__file__).with_name("small_reviews.tsv")
TABLES = (Member, Consent, Evaluation, EvaluationPurpose, EvaluationShare, Group, Membership)


@pytest.fixture
def world(app: Flask, make: Maker) -> SimpleNamespace:
    """A catalogue that knows two treatments and two conditions of the file."""
    make.concept(kind="treatment", name="Calmadin", weight=5)
    make.concept(kind="treatment", name="Restora", weight=5)
    low = make.concept(kind="condition", name="Low mood", weight=5)
    worry = make.concept(kind="condition", name="Worry", weight=5)
    return SimpleNamespace(low=low, worry=worry)


def run(app: Flask, *args: str, file: Path = SMALL) -> Any:
    """Type the command."""
    typed = ["import", "evaluations", str(file), "--format", "druglib", *args]
    return app.test_cli_runner().invoke(args=typed)


def counts(app: Flask) -> list[int]:
    """How many rows the tables hold."""
    with app.app_context():
        tables = [*TABLES, Topic, Post, Proposal]
        return [
            int(db.session.scalar(select(func.count()).select_from(one)) or 0) for one in tables
        ]


def report_of(folder: Path) -> list[dict[str, str]]:
    """The list of all rows."""
    with (folder / "small_reviews.report.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_row_is_matched_proposed_or_rejected(app: Flask, world: Any, tmp_path: Path) -> None:
    outcome = run(app, "--report", str(tmp_path))
    assert outcome.exit_code == 0, outcome.output
    assert "15 rows: 13 matched, 1 proposed, 1 rejected, 0 already here." in outcome.output
    listed = report_of(tmp_path)
    assert [row["row"] for row in listed] == [str(number) for number in range(101, 116)]
    assert (listed[13]["outcome"], listed[13]["proposed"]) == (
        "proposed", "grandmothers balm; tingling of the left elbow",
    )  # fmt: skip
    assert (listed[14]["outcome"], listed[14]["reason"]) == (
        "rejected", "condition says nothing: 'n/a'",
    )  # fmt: skip


def test_rejected_rows_are_kept_in_a_file_with_line_and_reason(
    app: Flask, world: Any, tmp_path: Path
) -> None:
    run(app, "--report", str(tmp_path))
    with (tmp_path / "small_reviews.rejected.tsv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file, delimiter="\t")
    # Rows 104, 112 and the like go over several lines: the number is the line of the file.
    lines = SMALL.read_text("utf-8").split("\n")
    assert lines[int(row["line"]) - 1].startswith("115\trestora")
    assert row["benefits_review"] == "I forgot what it was for."


def test_a_condition_with_ten_reviews_gets_a_group_and_the_rest_share_one(
    app: Flask, world: Any, tmp_path: Path
) -> None:
    run(app, "--report", str(tmp_path))
    with app.app_context():
        groups = {group.name: group for group in db.session.scalars(select(Group))}
        assert set(groups) == {"Low mood", "Other conditions"}
        low, rest = groups["Low mood"], groups["Other conditions"]
        assert (low.condition_id, low.topic_count, low.member_count) == (world.low.id, 11, 11)
        assert (rest.is_catch_all, rest.topic_count, rest.member_count) == (True, 3, 3)


def test_a_situation_with_ten_reviews_gets_a_group_with_words_of_its_own(
    app: Flask, make: Maker, tmp_path: Path
) -> None:
    make.concept(kind="treatment", name="Calmadin", weight=5)
    make.concept(kind="situation", name="Low mood", weight=5)
    run(app, "--report", str(tmp_path))
    with app.app_context():
        told = dict(db.session.execute(select(Group.name, Group.purpose)).tuples().all())
    assert told["Low mood"] == "For people whom this is about: Low mood."


def test_an_existing_group_of_the_condition_is_used(
    app: Flask, make: Maker, world: Any, tmp_path: Path
) -> None:
    make.group(name="Worriers", slug="worriers", condition_id=world.worry.id)
    run(app, "--report", str(tmp_path))
    with app.app_context():
        worriers = db.session.scalars(select(Group).where(Group.slug == "worriers")).one()
        assert (worriers.topic_count, worriers.member_count) == (2, 3)


def test_contributors_are_nobody_who_could_sign_in_or_be_taken_for_a_person(
    app: Flask, world: Any, tmp_path: Path
) -> None:
    run(app, "--report", str(tmp_path))
    with app.app_context():
        people = db.session.scalars(select(Member)).all()
        assert len({one.display_name for one in people}) == 14
        assert all(one.display_name.startswith("Contributor 1") for one in people)
        assert {(one.email, one.password_hash, one.origin) for one in people} == {
            (None, None, "druglib")
        }
        said = db.session.execute(select(Consent.purpose, Consent.source).distinct()).all()
        assert sorted(said) == [
            (purpose, "data set druglib")
            for purpose in ("clinician_summaries", "keep_health", "show_groups")
        ]


def test_members_of_the_group_see_the_cards(
    app: Flask, make: Maker, world: Any, tmp_path: Path
) -> None:
    run(app, "--report", str(tmp_path))
    reader = make.member()
    with app.app_context():
        low = db.session.scalars(select(Group).where(Group.name == "Low mood")).one()
        every = db.session.scalars(select(Evaluation.id)).all()
        assert cards_for(viewer_of(reader.id), every, low.id) == {}
        db.session.rollback()
        make_member_of(app, low.id, reader.id)
        cards = cards_for(viewer_of(reader.id), every, low.id).values()
    assert len(cards) == 11
    assert {card.treatment.name for card in cards} == {"Calmadin"}
    assert sorted(card.effectiveness for card in cards) == [0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4]


def make_member_of(app: Flask, group_id: int, member_id: int) -> None:
    """Let a member in."""
    Maker(app)._run(lambda: db.session.add(Membership(group_id=group_id, member_id=member_id)), {})


def test_a_topic_holds_the_words_under_our_headings_and_names_its_source(
    client: SiteClient, app: Flask, make: Maker, world: Any, tmp_path: Path
) -> None:
    run(app, "--report", str(tmp_path))
    with app.app_context():
        of_worry = select(Topic).where(Topic.title == "restora for worry").order_by(Topic.id)
        topic = db.session.scalars(of_worry).first()
        address = f"/topics/{topic.public_id}"
    post = client.sign_in(make.member()).page(address).select_one(".prose")
    headings = [one.get_text() for one in post.find_all("h4")]
    assert headings == ["What it did for me", "How I took it, and more"]
    text = post.get_text("\n")
    assert "* no stars" in text and "# no heading" in text and "<b>no bold</b>" in text
    assert "From the Druglib data set." in text
    assert not post.find_all(["b", "ul", "ol", "blockquote", "code"])


def test_a_second_run_adds_nothing(app: Flask, world: Any, tmp_path: Path) -> None:
    run(app, "--report", str(tmp_path))
    before = counts(app)
    outcome = run(app, "--report", str(tmp_path))
    assert "0 matched, 0 proposed, 1 rejected, 14 already here." in outcome.output
    assert counts(app) == before


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    app: Flask, world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.community.services.importing.running.BATCH", 5)
    written = writing.write_batch

    def stop_at_the_third(batch: Any, *rest: Any) -> None:
        written(batch, *rest)
        if batch[0].entry.row_id == "111":
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_batch", stop_at_the_third)
    run(app, "--report", str(tmp_path))
    assert counts(app)[0] == 10
    monkeypatch.setattr(writing, "write_batch", written)
    outcome = run(app, "--report", str(tmp_path))
    assert "10 already here" in outcome.output
    assert counts(app)[0] == 14


def test_a_dry_run_writes_nothing_at_all(app: Flask, world: Any, tmp_path: Path) -> None:
    before = counts(app)
    outcome = run(app, "--dry-run")
    assert "13 matched, 1 proposed, 1 rejected" in outcome.output
    assert "nothing was stored" in outcome.output
    assert counts(app) == before
    assert list(tmp_path.iterdir()) == []
