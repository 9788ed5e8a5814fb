"""What happens before and after decisions: moderators ask each other, take decisions back, people
appeal, others answer."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.core.errors import Conflict, Forbidden, NotFound
from app.moderation.services import appealing, claiming, deciding
from tests.moderation.desk_machine import PEOPLE, DeskMachine, desk, has_cases, things
from tests.moderation.desk_reference import DESK, Appeal


def has_decisions(machine: Any) -> bool:
    """Whether there is anything to look at again."""
    return bool(machine.must.decisions)


class AppealMachine(DeskMachine):
    """Asking, reversing and appealing."""

    @precondition(has_cases)
    @rule(who=st.sampled_from((*DESK, *["holder"] * 3)), other=desk, at=things)
    def ask_somebody(self, who: str, other: str, at: int) -> None:
        """Whoever has it in hand asks, and another one answers."""
        at = at if at in self.must.cases else min(self.must.cases)
        if who != "holder":
            self.claim(who, at)
        case, case_id = self.must.cases[at], self.case_ids[at][1]
        who = case.holder or "mod" if who == "holder" else who
        may = case.open and case.holder == who and self.must.is_impartial(who, case)
        refused = None if may else Forbidden
        refused = refused if self.must.sees(who, case) else NotFound
        by = self.viewers[who]
        row = self.tries(refused, lambda: claiming.ask(by=by, case_id=case_id, question="Is it?"))
        if row is None:
            return
        may = other != who and self.must.is_impartial(other, case)
        refused = None if may else Forbidden
        refused = refused if self.must.sees(other, case) else NotFound
        by, asked = self.viewers[other], row.public_id
        self.tries(refused, lambda: claiming.answer(
            by=by, case_id=case_id, opinion_id=asked, words="It is.",
        ))  # fmt: skip
        if refused is None:
            case.advisers.add(other)

    @precondition(has_decisions)
    @rule(who=desk, at=st.integers(0, 9))
    def reverse(self, who: str, at: int) -> None:
        """Moderators saw that it was wrong."""
        if self.must.decisions:
            at %= len(self.must.decisions)
            decision, row = self.must.decisions[at], self.decision_rows[at]
            by = self.viewers[who]
            self.tries(Conflict if decision.ended else None, lambda: deciding.reverse(
                by=by, decision=row
            ))  # fmt: skip
            self.must.end(decision)

    @precondition(has_decisions)
    @rule(who=st.sampled_from((*PEOPLE, *["outsider"] * 5)), at=st.integers(0, 9))
    def appeal(self, who: str, at: int) -> None:
        """Once each."""
        who = self.present(who)
        if self.must.decisions:
            at %= len(self.must.decisions)
            decision, row = self.must.decisions[at], self.decision_rows[at]
            who = decision.about or who if who == "outsider" else who
            before = any(a.by == who and a.decision is decision for a in self.must.appeals)
            refused = Conflict if before else None
            refused = refused if self.must.may_appeal(who, decision) else Forbidden
            refused = refused if self.must.concerns(who, decision) else NotFound
            by, key = self.viewers[who], row.public_id
            made = self.tries(
                refused, lambda: appealing.appeal(by=by, decision_id=key, words="Look")
            )
            if made is not None:
                self.must.appeals.append(Appeal(decision, who))
                self.appeal_ids.append(made.public_id)

    @precondition(lambda machine: machine.must.appeals)
    @rule(
        who=st.sampled_from((*PEOPLE, *DESK, *DESK)), at=st.integers(0, 9), overturns=st.booleans()
    )
    def answer_appeal(self, who: str, at: int, overturns: bool) -> None:
        """By somebody without a part in it."""
        who = self.present(who)
        if self.must.appeals:
            at %= len(self.must.appeals)
            appeal, by, key = self.must.appeals[at], self.viewers[who], self.appeal_ids[at]
            refused = Conflict if appeal.answered else None
            refused = refused if self.must.may_answer(who, appeal) else Forbidden
            case = self.must.cases.get(appeal.decision.thing)
            refused = refused if case and self.must.sees(who, case) else NotFound
            outcome = "overturned" if overturns else "upheld"
            self.tries(refused, lambda: appealing.decide_appeal(
                by=by, appeal_id=key, outcome=outcome, explanation="A sentence about it, or two.",
            ))  # fmt: skip
            if refused is None:
                appeal.answered = True
                if overturns:
                    self.must.overturn(appeal.decision)

    @precondition(has_cases)
    @rule(reporter=st.sampled_from(("opener", "replier")), at=things)
    def leave_it_and_be_overturned(self, reporter: str, at: int) -> None:
        """In one go, for chance seldom brings it together: reported, left as it is, appealed by who
        reported it, and found wrong by another."""
        self.report(reporter, at, 0, False)
        case = self.must.cases.get(at)
        if case is None or not case.open or not case.reporters.get(reporter):
            return
        fair = [who for who in DESK if self.must.sees(who, case)]
        fair = [who for who in fair if self.must.is_impartial(who, case)]
        who = case.holder if case.holder in fair else next(iter(fair), "mod")
        self.claim(who, at)
        if "nothing" in self.must.actions(who, at):
            self.decide(who, at, "nothing", False)
            self.appeal(reporter, len(self.must.decisions) - 1)
            for other in fair:
                self.answer_appeal(other, len(self.must.appeals) - 1, True)
