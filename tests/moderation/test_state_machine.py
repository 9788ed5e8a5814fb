"""Whatever members, rules and moderators do in whatever order: who sees which case, which buttons
they have and what becomes of the thing is what the reference says (science.md M4, M7, M17)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import true

from app.accounts.services import erasing
from app.community.models import Topic
from app.community.services import editing, joining
from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, NotFound
from app.core.transactions import unit_of_work
from app.moderation import permissions
from app.moderation.models import Appeal as AppealRow
from app.moderation.models import Case as CaseRow
from app.moderation.models import Report
from app.moderation.queries.decisions import decision_of
from app.moderation.queries.reports import reported
from app.moderation.queries.restrictions import is_suspended
from app.moderation.services import reporting
from app.moderation.services.looking_up import case_of
from tests.moderation.appeal_machine import AppealMachine, has_decisions
from tests.moderation.desk_machine import AUTHORS, desk, has_cases, people, things
from tests.moderation.desk_reference import RESTORE_FOR

ERASED = ("replier", "helper")
insiders = st.sampled_from(AUTHORS)


class Machine(AppealMachine):
    """What people do beside the desk, and the probes."""

    @precondition(has_cases)
    @rule(who=people, at=things)
    def take_report_back(self, who: str, at: int) -> None:
        """Before it is decided."""
        who = self.present(who)
        row = db.session.query(Report).filter_by(reporter_id=self.viewers[who].id)
        row = (
            row.filter_by(case_id=self.case_ids.get(at, (0,))[0]).order_by(Report.id.desc()).first()
        )
        if row is not None:
            case = self.must.cases[at]
            may = case.open and case.reporters.get(who)
            reporter, report_id = self.viewers[who], row.public_id
            self.tries(None if may else NotFound, lambda: reporting.take_back(
                by=reporter, report_id=report_id
            ))  # fmt: skip
            if may:
                case.taken_back(who)

    @rule(who=insiders, at=things, back=st.sampled_from((True, True, False)))
    def take_back_or_restore(self, who: str, at: int, back: bool) -> None:
        """Authors take back what stands and bring it back; what moderators hide they cannot."""
        who = self.present(who)
        thing, there = self.must.things[at], self.must.is_there(at)
        topic_is_there = thing.first or self.must.things[0].stands
        if back:
            since = thing.taken_back_at
            recent = since is not None and self.must.hour - since < RESTORE_FOR
            may = thing.by == who and recent and not thing.hidden and topic_is_there
        else:
            may = thing.by == who and there
        refused: Any = (
            None if may else Forbidden if not back and self.must.reads(who, at) else NotFound
        )
        act, by = editing.bring_back if back else editing.take_back, self.viewers[who]
        self.tries(refused, lambda: act(by=by, post_id=self.posts[at]))
        if may:
            thing.taken_back_at = None if back else self.must.hour

    @precondition(has_cases)
    @rule(who=desk, at=things)
    def take_back_under_review(self, who: str, at: int) -> None:
        """While somebody has it in hand."""
        at = at if at in self.must.cases else min(self.must.cases)
        self.claim(who, at)
        by = self.must.things[at].by
        if by is not None:
            self.take_back_or_restore(by, at, False)

    @rule(at=things, words=st.sampled_from(["Some words", "Other words"]))
    def edit(self, at: int, words: str) -> None:
        """While nothing forbids it."""
        who = self.must.things[at].by
        if who in self.must.inside and self.must.is_there(at):
            if self.must.has(who, "reply_limit"):
                return
            refused = Forbidden if self.must.has(who, "suspend") else None
            now_said = self.adapter.find(self.posts[at]).words
            refused = None if now_said.endswith(words) else refused
            by = self.viewers[who]
            self.tries(refused, lambda: editing.edit(by=by, post_id=self.posts[at], body=words))

    @rule(who=insiders, back=st.sampled_from((True, True, False)))
    def leave_or_join(self, who: str, back: bool) -> None:
        """Nobody comes back whom moderators took out."""
        who = self.present(who)
        by, group = self.viewers[who], self.group.id
        if back:
            refused = Forbidden if self.must.has(who, "leave_group") else None
            self.tries(refused, lambda: joining.join(by=by, group=group))
            if refused is None:
                self.must.inside.add(who)
        elif who in self.must.inside:
            self.tries(None, lambda: joining.leave(by=by, group=group))
            self.must.inside.discard(who)

    @precondition(has_decisions)
    @rule(who=st.sampled_from(ERASED), keep=st.booleans())
    def erase(self, who: str, keep: bool) -> None:
        """Cases and decisions stay, without the person; what says distress goes."""
        if who not in self.viewers:
            return
        with unit_of_work():
            erasing.erase(self.viewers.pop(who).id, posts="keep" if keep else "remove")
        gone = self.must.forget(who, keep=keep)
        made = zip(self.must.decisions, self.decision_rows, strict=True)
        asked = zip(self.must.appeals, self.appeal_ids, strict=True)
        left = [pair for pair in made if pair[0].thing not in gone]
        open_ = [pair for pair in asked if pair[0].decision.thing not in gone]
        self.must.decisions, self.decision_rows = map(list, zip(*left)) if left else ([], [])
        self.must.appeals, self.appeal_ids = map(list, zip(*open_)) if open_ else ([], [])

    @invariant()
    def cases_are_seen_by_those_who_may(self) -> None:
        """And each has exactly the buttons of the reference."""
        db.session.rollback()
        for at, case in self.must.cases.items():
            for who, viewer in self.viewers.items():
                row = case_of(viewer, self.case_ids[at][1])
                assert (row is not None) is self.must.sees(who, case)
                if row is None:
                    continue
                assert (row.state == "open", row.round) == (case.open, case.round)
                assert (row.level, row.is_sensitive) == (case.level, case.sensitive)
                assert row.is_there is self.must.is_there(at)
                assert permissions.available_actions(viewer, row) == self.must.actions(who, at)

    @invariant()
    def things_are_read_by_those_who_may(self) -> None:
        """What is hidden is read by nobody; what comes back, as it was."""
        for at, post_id in enumerate(self.posts):
            for who, viewer in self.viewers.items():
                seen = self.adapter.seen_by(viewer, post_id)
                assert (seen is not None) is self.must.reads(who, at)
        topic = db.session.get_one(Topic, self.topic_id, populate_existing=True)
        assert (topic.reduced_at is not None) is self.must.is_lower()

    @invariant()
    def decisions_are_seen_by_those_they_concern(self) -> None:
        """And can be appealed by them, for six months, before somebody without a part in it."""
        for decision, row in zip(self.must.decisions, self.decision_rows):
            for who, viewer in self.viewers.items():
                found = decision_of(viewer, row.public_id)
                assert (found is not None) is self.must.concerns(who, decision)
                if found is not None:
                    has = reported(viewer.id, found.case_id, found.round)
                    can = permissions.can_appeal(viewer, found, now(), reported=has)
                    assert can is self.must.may_appeal(who, decision)
        for who, viewer in self.viewers.items():
            assert is_suspended(viewer.id) is self.must.has(who, "suspend")

    @invariant()
    def numbers_hold(self) -> None:
        """Reports that stand are counted; nobody has a decided case in hand but who decided it."""
        for at, (key, _) in self.case_ids.items():
            if at in self.must.cases:
                case = db.session.get_one(CaseRow, key, populate_existing=True)
                assert case.report_count == sum(self.must.cases[at].reporters.values())
        answered = db.session.query(AppealRow).filter(AppealRow.outcome.is_not(None))
        ids = {one.public_id for one in answered} & set(self.appeal_ids)
        assert len(ids) == sum(one.answered for one in self.must.appeals)


def run(site: Any, examples: int, steps: int) -> None:
    """That many sequences of that many steps, the same ones each time."""
    Machine.site = site
    run_state_machine_as_test(Machine, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True,
        database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        report_multiple_bugs=False,
    ))  # fmt: skip


@pytest.fixture
def here(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Erasing writes a line into a file."""
    monkeypatch.setitem(site.app.config, "INSTANCE", tmp_path)
    return site


def test_the_desk_follows_every_sequence(here: Any) -> None:
    on_sqlite = hasattr(here, "file")
    run(here, examples=10 if on_sqlite else 3, steps=36)


@pytest.mark.long
def test_the_desk_follows_many_long_sequences(here: Any) -> None:
    run(here, examples=200, steps=80)


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("where", "instead"),
    [
        ("permissions.can_decide", True),
        ("queries.cases.seen_at_the_desk", true()),
    ],
    ids=("in hand", "distress"),
)
def test_a_rule_left_out_is_found(
    here: Any, monkeypatch: pytest.MonkeyPatch, where: str, instead: Any
) -> None:
    """The machine itself: with one rule taken away it says so."""
    monkeypatch.setattr(f"app.moderation.{where}", lambda *_rest: instead)
    with pytest.raises(AssertionError):
        run(here, examples=12, steps=40)
