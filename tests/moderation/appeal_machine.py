"""What happens after decisions: moderators take them back, people appeal, others answer."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.core.errors import Conflict, Forbidden, NotFound
from app.moderation.services import appealing, deciding
from tests.moderation.desk_machine import PEOPLE, DeskMachine, desk
from tests.moderation.desk_reference import DESK, Appeal


def has_decisions(machine: Any) -> bool:
    """Whether there is anything to look at again."""
    return bool(machine.must.decisions)


class AppealMachine(DeskMachine):
    """Reversing and appealing."""

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
                    self.must.end(appeal.decision)
