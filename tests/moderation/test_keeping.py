"""What the desk keeps, how long, and what a member gets to see of it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.accounts.services import erasing, retention
from app.accounts.services.exporting.asking import content_for
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import (
    CareStep,
    Case,
    Decision,
    Detection,
    Hold,
    Report,
    Restriction,
)
from app.moderation.services import claiming, deciding, detecting
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.moderation.transparency.making import Desk

WORDS = {
    "case_evidence": "words", "reports": "words", "detections": "matched",
    "second_opinions": "question", "care_steps": "words",
}  # fmt: skip

# Everything that `handled` writes.
SAID = ("Zqbody", "Zqmatched", "Zqrule", "Zqstep", "Zqquestion", "Zqfacts")


def handled(desk: Desk, *, reason: str = "unkind", action: str = "hide") -> Decision:
    """A case with something in every table, decided; its words begin with Zq."""
    by = "guard" if reason == "worried" else "mod"
    case = desk.reported(reason=reason, body="Zqbody")
    with unit_of_work():
        thing = adapters_of().of("post").find(case.thing_id)  # type: ignore[union-attr]
        found = Found("crisis" if reason == "worried" else "screening", "Zqrule", "1",
                      "red" if reason == "worried" else "rest", 0, "Zqmatched")  # fmt: skip
        detecting.detect(thing, (found,))  # type: ignore[arg-type]
        claiming.claim(by=desk.viewer(by), case_id=case.public_id)
        claiming.ask(by=desk.viewer(by), case_id=case.public_id, question="Zqquestion")
        if reason == "worried":
            guard = desk.people["guard"].id
            db.session.add(CareStep(case_id=case.id, step="answered", words="Zqstep", by_id=guard))
    return desk.decided(case, action=action, by=by, facts="Zqfacts, said plainly.")


def words_left() -> set[str]:
    """Tables that still hold words of a case."""
    db.session.rollback()
    tables = db.metadata.tables
    return {
        name
        for name, column in WORDS.items()
        if db.session.scalar(
            select(func.count()).where(tables[name].c[column].contains("Zq"))
            .select_from(tables[name])
        )
    }  # fmt: skip


def sweep(days: int) -> dict[str, int]:
    """The daily sweep, so many days from now."""
    with time_machine.travel(now() + timedelta(days=days)):
        return retention.run()


def test_words_of_a_case_go_a_year_after_its_decision(desk: Desk) -> None:
    handled(desk)
    assert words_left() == {"case_evidence", "reports", "detections", "second_opinions"}
    sweep(365)
    assert "case_evidence" in words_left()
    assert sweep(367)["case_evidence"] == 1
    assert words_left() == set()
    assert db.session.scalars(select(Decision)).one().facts.startswith("Zq")


def test_an_open_case_keeps_its_words(desk: Desk) -> None:
    desk.reported(body="Zqbody")
    sweep(800)
    assert words_left() == {"case_evidence", "reports"}


def test_signs_of_distress_go_after_180_days_and_the_log_says_nothing_of_the_day(
    desk: Desk,
) -> None:
    handled(desk, reason="worried", action="nothing")
    sweep(179)
    assert words_left() == set(WORDS)
    before = db.session.scalar(select(func.count(AuditEntry.id)))
    assert sweep(181)["cases"] == 1
    assert words_left() == set()
    assert db.session.scalar(select(func.count(AuditEntry.id))) == before


def test_what_is_left_of_distress_is_about_nobody_and_nothing(desk: Desk) -> None:
    handled(desk, reason="worried", action="nothing")
    sweep(181)
    db.session.rollback()
    case, decision = db.session.query(Case).one(), db.session.query(Decision).one()
    assert (case.author_id, case.group_id, case.level) == (None, None, "rest")
    assert case.thing_id.startswith("gone-")
    assert (decision.member_id, decision.facts) == (None, "")
    report, found = db.session.query(Report).one(), db.session.query(Detection).one()
    assert (report.reason, report.reporter_id, found.by, found.rule) == ("", None, "", "")


def test_a_decision_that_still_holds_can_still_be_taken_back(desk: Desk) -> None:
    handled(desk, reason="worried", action="hide")
    sweep(181)
    db.session.rollback()
    case, decision = db.session.query(Case).one(), db.session.query(Decision).one()
    assert decision.facts.startswith("Zq")
    assert decision.member_id == desk.people["author"].id
    assert not case.thing_id.startswith("gone-")
    assert (case.level, case.is_sensitive) == ("rest", True)
    assert db.session.query(Report).one().reason == ""


def test_a_case_that_was_kept_is_let_go_of_when_its_limit_is_over(desk: Desk) -> None:
    """Either because it was taken back, or because its last day came."""
    taken_back = handled(desk, reason="worried", action="hide").id
    other = handled(desk, reason="worried", action="suspend").id
    handled(desk, reason="worried", action="hide")
    ends = now() + timedelta(days=200)
    with unit_of_work():
        db.session.get_one(Decision, other).until = ends
    assert sweep(181)["cases"] == 3
    assert sweep(182).get("cases", 0) == 0
    with time_machine.travel(now() + timedelta(days=190)), unit_of_work():
        decision = db.session.get_one(Decision, taken_back)
        deciding.reverse(by=desk.viewer("guard"), decision=decision)
    assert (things_left(), sweep(191)["cases"]) == (3, 1)
    assert (things_left(), sweep(201)["cases"]) == (2, 1)
    assert (things_left(), sweep(400).get("cases", 0)) == (1, 0)


def things_left() -> int:
    """How many cases still say what they are about, with the person."""
    db.session.rollback()
    left = select(func.count(Case.id)).where(Case.author_id.is_not(None))
    return db.session.scalar(left.where(Case.thing_id.not_like("gone-%"))) or 0


@pytest.mark.parametrize("ends_as", ["shown", "changed"])
def test_what_is_held_back_keeps_its_case_until_that_is_over(desk: Desk, ends_as: str) -> None:
    """Also where nobody decided: else nobody could let it stand."""
    case = desk.reported(reason="worried", body="Zqbody")
    with unit_of_work():
        db.session.add(Hold(case_id=case.id))
    sweep(181)
    assert (words_left(), things_left()) == (set(), 1)
    row = db.session.get_one(Case, case.id)
    assert (row.state, row.is_sensitive) == ("open", True)
    assert db.session.query(Hold).one().ended_at is None
    with unit_of_work():
        hold = db.session.query(Hold).one()
        hold.ended_as, hold.ended_at = ends_as, now() + timedelta(days=181)
    assert sweep(182)["cases"] == 1
    assert (things_left(), db.session.query(Hold).count()) == (0, 0)


def test_notes_of_care_go_also_from_a_case_that_was_opened_again(desk: Desk) -> None:
    handled(desk, reason="worried", action="nothing")
    with time_machine.travel(now() + timedelta(days=100)), unit_of_work():
        case = db.session.query(Case).one()
        thing = adapters_of().of("post").find(case.thing_id)  # type: ignore[union-attr]
        detecting.detect(thing, (Found("crisis", "x", "1", "red", 0, "Zqagain"),))  # type: ignore[arg-type]
    assert sweep(181)["care_steps"] == 1
    assert db.session.query(CareStep).count() == 0
    assert "case_evidence" in words_left()


def erase(desk: Desk, who: str) -> None:
    with unit_of_work():
        erasing.erase(desk.people[who].id, posts="remove")
    db.session.rollback()


@pytest.mark.parametrize("reason", ["unkind", "worried"])
def test_an_erased_author_leaves_codes_without_words(desk: Desk, reason: str) -> None:
    handled(desk, reason=reason)
    erase(desk, "author")
    assert words_left() == set()
    decision = db.session.query(Decision).one()
    assert (decision.member_id, decision.facts, decision.action) == (None, "", "hide")
    assert db.session.query(Case).one().author_id is None
    assert db.session.query(Report).count() == 1


def test_an_erased_author_was_never_in_distress(desk: Desk) -> None:
    """Also where a decision about them still holds: there is nobody left whom it could hold for."""
    handled(desk, reason="worried", action="hide")
    erase(desk, "author")
    case = db.session.query(Case).one()
    assert (case.level, case.thing_id[:5]) == ("rest", "gone-")
    assert (db.session.query(Report).one().reason, db.session.query(CareStep).count()) == ("", 0)


def test_an_erased_reporter_leaves_a_report_of_nobody(desk: Desk) -> None:
    handled(desk)
    desk.reported(body="Zqanother")
    erase(desk, "reporter")
    for row in db.session.query(Report):
        assert (row.reporter_id, row.words, row.source_url) == (None, "", "")
    assert "case_evidence" in words_left()


def copy_of(desk: Desk, who: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content_for(desk.people[who].id))) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_copy_holds_reports_decisions_and_restrictions(desk: Desk) -> None:
    handled(desk, action="suspend")
    assert "Zqfacts" in copy_of(desk, "author")
    assert "About Zqbody" in copy_of(desk, "reporter")
    assert db.session.query(Restriction).one().kind in copy_of(desk, "author")


def test_a_copy_tells_the_author_nothing_of_who_reported_or_what_a_program_saw(desk: Desk) -> None:
    """Neither names, nor the words of a report, nor a sign of distress (science.md C11)."""
    handled(desk, reason="worried", action="nothing")
    with unit_of_work():
        db.session.query(Case).one().level = "crisis"
    told = copy_of(desk, "author")
    assert "Zqbody" in told
    seen = (desk.people["reporter"].display_name, "About Zqbody", "Zqmatched", "Zqrule", "Zqstep",
            "Zqquestion", "worried", "crisis", '"red"')  # fmt: skip
    assert [word for word in seen if word in told] == []


def test_moderators_copies_hold_nothing_about_others(desk: Desk) -> None:
    handled(desk, reason="worried", action="nothing")
    told = copy_of(desk, "guard")
    # Whole words: "Zq" alone stands in random ids now and then.
    assert [word for word in (*SAID, "crisis", '"red"', "worried") if word in told] == []


def test_who_looks_after_people_stands_in_the_log_as_a_moderator(desk: Desk) -> None:
    """Not as another member: their page of who saw what would frighten people."""
    handled(desk, reason="worried", action="nothing")
    roles = select(AuditEntry.role).where(AuditEntry.action == "case_decided")
    assert db.session.scalars(roles).all() == ["moderator"]
