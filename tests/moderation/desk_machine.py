"""Everything that can happen to four posts at the desk, each act with what the reference says of it.
Who sees what afterwards is probed in `test_state_machine.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.accounts.queries import members
from app.community.models import Topic
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from app.core.transactions import unit_of_work
from app.moderation.models import Case as CaseRow
from app.moderation.services import claiming, deciding, detecting, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.factories import Maker
from tests.moderation.desk_reference import (
    AWAY,
    DESK,
    HELD_FOR,
    LADDER,
    LEVELS,
    Case,
    Decision,
    Desk,
    Thing,
)

AUTHORS = ("opener", "replier", "helper", "mod")
PEOPLE = (*AUTHORS, "outsider", "other_mod", "guard")
ROLES = {"mod": ("moderator",), "other_mod": ("moderator",), "guard": ("safeguarding",)}
SAID = {"facts": "What was written, in a sentence.", "explanation": "Why it is so, in a sentence."}
ENDS = {"reply_limit", "suspend"}
people, things = st.sampled_from(PEOPLE), st.sampled_from((0, 0, 1, 2, 3, 3))
desk, insiders = st.sampled_from(DESK), st.sampled_from((*AUTHORS, "mod", "outsider"))
rarely = st.integers(0, 4).map(lambda n: n == 0)
# Mostly whoever has it in hand; others are refused.
deciders = st.sampled_from((*DESK, *["holder"] * 5))
steps = st.sampled_from(("nothing", *LADDER, "reduce", "reduce"))


def has_cases(machine: Any) -> bool:
    """Whether there is anything to decide."""
    return bool(machine.must.cases)


class DeskMachine(RuleBasedStateMachine):
    """A topic by `opener` in a group that others do not read, with a reply by each other author."""

    site: Any

    def __init__(self) -> None:
        super().__init__()
        self.site.empty()
        self.clock = time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC))
        self.time = self.clock.start()
        self.context = self.site.app.test_request_context()
        self.context.push()
        make = Maker(self.site.app)
        with make.together():
            who = {name: make.member(roles=ROLES.get(name, ())) for name in PEOPLE}
            self.group = make.group(members=[who[a] for a in AUTHORS], audience="group")
            topic = make.topic(group=self.group, by=who["opener"])
            replies = [make.post(topic=topic, by=who[name]) for name in AUTHORS[1:]]
            first = db.session.query(Topic).one()
        self.topic_id = first.id
        self.adapter = adapters_of().of("post")
        self.posts = [self._first_post(), *(one.public_id for one in replies)]
        self.viewers = {name: members.viewer_of(one.id) for name, one in who.items()}
        self.must = Desk([Thing(n, i == 0) for i, n in enumerate(AUTHORS)], set(AUTHORS))
        self.case_ids: dict[int, tuple[int, str]] = {}
        self.decision_rows: list[Any] = []
        self.appeal_ids: list[str] = []

    def _first_post(self) -> str:
        words = "SELECT public_id FROM posts WHERE topic_id = :id AND position = 1"
        return str(db.session.execute(db.text(words), {"id": self.topic_id}).scalar_one())

    def teardown(self) -> None:
        """The clock goes on as it should."""
        db.session.remove()
        self.context.pop()
        self.clock.stop()

    def present(self, who: str) -> str:
        """Whoever was erased does nothing any more."""
        return who if who in self.viewers else "outsider"

    def tries(self, refused: type[Refusal] | None, act: Callable[[], Any]) -> Any:
        """Do it; it must be refused exactly as the reference says."""
        done, error = None, None
        try:
            with unit_of_work():
                done = act()
        except Refusal as said:
            error = said
        assert (refused is None) is (error is None), (refused, error)
        assert error is None or isinstance(error, refused or Refusal), (refused, error)
        return done

    @rule(hours=st.sampled_from([1, 3, 24, 31 * 24, 100 * 24]))
    def time_passes(self, hours: int) -> None:
        """Claims run out, ends come, the six months go by."""
        self.must.hour += hours
        self.time.shift(timedelta(hours=hours, seconds=5))

    @rule(who=insiders, at=things, harm=st.integers(0, 3), worried=rarely)
    def report(self, who: str, at: int, harm: int, worried: bool) -> None:
        """What one reads and did not write, also twice."""
        who = self.present(who)
        refused = None if self.must.reads(who, at) else NotFound
        if refused is None and self.must.things[at].by == who:
            refused = Forbidden
        row = self.tries(refused, lambda: reporting.report(
            by=self.viewers[who], kind="post", thing_id=self.posts[at], harm=harm,
            reason="worried" if worried else "unkind", words="Words",
        ))  # fmt: skip
        if row is not None:
            level = "red" if worried else "harm" if harm > 2 else "rest"
            case = self._opened(at, row.case_id, level)
            case.reporters[who], case.said[who] = True, level
            case.ever.add(who)

    @rule(at=things, level=st.sampled_from((*LEVELS, *LEVELS[2:])))
    def rule_finds(self, at: int, level: str) -> None:
        """What stands is read by rules."""
        if self.must.is_there(at):
            # Each time another rule: what one found before opens nothing again.
            self.findings = getattr(self, "findings", 0) + 1
            found = Found("screening", f"dose {self.findings}", "1", level, 0, "words")
            thing = self.adapter.find(self.posts[at])
            row = self.tries(None, lambda: detecting.detect(thing, (found,)))
            self._opened(at, row.id, level).found.append(level)

    def _opened(self, at: int, case_id: int, level: str) -> Case:
        case = self.must.cases.setdefault(at, Case(self.must.things[at].by))
        case.opened(level)
        row = db.session.get_one(CaseRow, case_id)
        self.case_ids[at] = (row.id, row.public_id)
        return case

    @precondition(has_cases)
    @rule(who=st.sampled_from((*PEOPLE, *DESK, "mod", "mod")), at=things)
    def claim(self, who: str, at: int) -> None:
        """Free ones, and those that somebody left lying."""
        who = self.present(who)
        if at in self.must.cases:
            case = self.must.cases[at]
            held = case.holder not in (None, who) and self.must.hour - case.held_at < HELD_FOR
            refused = Conflict if not case.open or held else None
            refused = refused if self.must.is_impartial(who, case) else Forbidden
            refused = refused if self.must.sees(who, case) else NotFound
            by, case_id = self.viewers[who], self.case_ids[at][1]
            self.tries(refused, lambda: claiming.claim(by=by, case_id=case_id))
            if refused is None:
                case.holder, case.held_at = who, self.must.hour

    @precondition(has_cases)
    @rule(who=desk, at=things, to=people, back=st.booleans())
    def pass_on(self, who: str, at: int, to: str, back: bool) -> None:
        """Back to the queue, or to somebody who may have it."""
        to = self.present(to)
        if at in self.must.cases:
            case, case_id = self.must.cases[at], self.case_ids[at][1]
            refused = None if case.open and case.holder == who else Conflict
            refused = refused if self.must.sees(who, case) else NotFound
            fits = to != who and self.must.sees(to, case) and self.must.is_impartial(to, case)
            by, other = self.viewers[who], self.viewers[to].public_id
            if back:
                self.tries(refused, lambda: claiming.give_back(by=by, case_id=case_id))
            else:
                refused = refused if fits else Invalid
                self.tries(refused, lambda: claiming.hand_over(by=by, case_id=case_id, to=other))
            if refused is None:
                case.holder, case.held_at = None if back else to, self.must.hour

    @precondition(has_cases)
    @rule(who=deciders, at=things, action=steps, stale=rarely)
    def decide(self, who: str, at: int, action: str, stale: bool) -> None:
        """Every step of the ladder, also with a page that is out of date."""
        at = at if at in self.must.cases else min(self.must.cases)
        case, (key, case_id) = self.must.cases[at], self.case_ids[at]
        who = case.holder or "mod" if who == "holder" else who
        refused = None if action in self.must.actions(who, at) else Forbidden
        refused = Conflict if stale or not case.open else refused
        refused = refused if self.must.sees(who, case) else NotFound
        db.session.rollback()
        version = db.session.get_one(CaseRow, key, populate_existing=True).version - stale
        ground = "none" if action == "nothing" else "unkind"
        until = now() + timedelta(days=10) if action in ENDS else None
        row = self.tries(refused, lambda: deciding.decide(
            by=self.viewers[who], case_id=case_id, version=version, action=action,
            reasons=Reasons(ground=ground, until=until, skipped_because="It was grave.", **SAID),
        ))  # fmt: skip
        if row is not None:
            self._decided(row, who, at, action)

    @precondition(has_cases)
    @rule(who=desk, at=things, pick=st.integers(0, 8))
    def take_and_decide(self, who: str, at: int, pick: int) -> None:
        """As it goes mostly: one person takes a case and decides it in one go."""
        at = at if at in self.must.cases else min(self.must.cases)
        self.claim(who, at)
        possible = self.must.actions(who, at)
        if possible:
            self.decide(who, at, possible[pick % len(possible)], False)

    def _decided(self, row: Any, who: str, at: int, action: str) -> None:
        case, hour = self.must.cases[at], self.must.hour
        standing = frozenset(name for name, stands in case.reporters.items() if stands)
        until = hour + 240 if action in ENDS else None
        was_inside = case.author in self.must.inside
        self.must.decisions.append(Decision(
            at, who, case.author, action, hour, until, standing, case.round, was_inside
        ))  # fmt: skip
        self.decision_rows.append(row)
        case.open = False
        self.must.things[at].hidden = self.must.things[at].hidden or action in AWAY
        if action == "leave_group":
            self.must.inside.discard(case.author or "")
