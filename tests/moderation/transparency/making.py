"""Decisions with reports and appeals, made by the services themselves at chosen moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from app.accounts.models import Member
from app.accounts.queries.members import viewer_of
from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision, Report
from app.moderation.services import appealing, claiming, deciding, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.services.looking_up import case_by_id
from tests.factories import Maker


def begins(quarter: str) -> datetime:
    """The first moment of a quarter."""
    year, number = map(int, quarter.split("-"))
    return datetime(year, number * 3 - 2, 1, tzinfo=UTC)


class Desk:
    """An author, a reporter, two moderators and somebody of the safeguarding role."""

    def __init__(self, make: Maker) -> None:
        self.make = make
        with make.together():
            self.people: dict[str, Member] = {
                "author": make.member(), "reporter": make.member(),
                "mod": make.member(roles=("moderator",)), "other": make.member(roles=("moderator",)),
                "guard": make.member(roles=("safeguarding",)),
            }  # fmt: skip
            inside = (self.people["author"], self.people["reporter"])
            self.group = make.group(members=inside, audience="members")
            self.topic = make.topic(group=self.group, by=self.people["author"])
        self.topic_id = self.topic.id

    def viewer(self, name: str) -> Any:
        """Somebody as services see them."""
        return viewer_of(self.people[name].id)

    def reported(self, *, reason: str = "unkind", body: str = "Some words") -> Case:
        """A fresh post that the reporter reports; its case."""
        post = self.make.post(topic=self.topic, by=self.people["author"], body=body)
        return self.reported_post(post.public_id, reason=reason, body=body)

    def reported_post(self, post_id: str, *, reason: str = "unkind", body: str = "it") -> Case:
        """A post that the reporter reports; its case."""
        with unit_of_work():
            said = reporting.report(
                by=self.viewer("reporter"), kind="post", thing_id=post_id, reason=reason,
                flaw="other" if reason == "misleading" else "", words=f"About {body}",
            )  # fmt: skip
        row: Case = case_by_id(self.viewer("guard"), said.case_id)  # type: ignore[assignment]
        return row

    def decided(
        self, case: Any, *, action: str = "hide", ground: str = "unkind", by: str = "mod",
        facts: str = "What was written, said plainly.",
    ) -> Decision:  # fmt: skip
        """The case claimed and decided."""
        with unit_of_work():
            claiming.claim(by=self.viewer(by), case_id=case.public_id)
            version = case_by_id(self.viewer(by), case.id).version  # type: ignore[union-attr]
            return deciding.decide(
                by=self.viewer(by), case_id=case.public_id, version=version, action=action,
                reasons=Reasons(
                    ground="none" if action == "nothing" else ground, facts=facts,
                    explanation="Why we did so, said plainly.", skipped_because="It was grave.",
                    until=now() + timedelta(days=9),
                ),
            )  # fmt: skip

    def appealed(self, decision: Decision, *, outcome: str, by: str = "author") -> None:
        """An appeal, and the answer of the other moderator a day later."""
        with unit_of_work():
            row = appealing.appeal(
                by=self.viewer(by), decision_id=decision.public_id, words="Please look again."
            )
        with time_machine.travel(now() + timedelta(days=1)), unit_of_work():
            appealing.decide_appeal(
                by=self.viewer("other"), appeal_id=row.public_id, outcome=outcome,
                explanation="We looked at it again, both of us.",
            )  # fmt: skip


def kept_decisions(
    make: Maker, count: int, *, action: str, ground: str, at: datetime, sensitive: bool = False
) -> list[Decision]:
    """Rows of so many decisions, a day apart from `at` on, each about a report."""
    rows = []
    with make.together():
        author, reporter = make.member(display_name="Zqauthor"), make.member(display_name="Zqother")
        for number in range(count):
            moment = at + timedelta(days=number)
            case = Case(
                kind="post", thing_id=new_public_id(), author_id=author.id, state="decided",
                level="red" if sensitive else "rest", is_sensitive=sensitive, opened_at=moment,
            )  # fmt: skip
            db.session.add(case)
            db.session.flush()
            db.session.add(Report(
                case_id=case.id, round=1, reporter_id=reporter.id, outcome="agreed", words="Zqsaid",
                reason="worried" if sensitive else "unkind", made_at=moment,
            ))  # fmt: skip
            rows.append(Decision(
                case_id=case.id, round=1, member_id=author.id, by_id=None, taken_at=moment,
                action=action, ground=ground, facts="Zqfacts", explanation="Zqwhy", notice="report",
            ))  # fmt: skip
            db.session.add(rows[-1])
        db.session.flush()
    return rows
