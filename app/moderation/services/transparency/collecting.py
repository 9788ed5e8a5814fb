"""The facts as the tables have them, and the report of today. Asks no permission: the report is for
everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app

from app.audit.queries import all_of, newest_of
from app.moderation.queries import figures
from app.moderation.services.transparency.counting import Report, report
from app.moderation.services.transparency.facts import (
    NOTHING,
    AppealFact,
    DecisionFact,
    Facts,
    LookFact,
    ReportFact,
    how_found,
    judged,
    waited_fact,
)
from app.moderation.services.transparency.quarters import minutes, quarter_of
from app.moderation.steps import told_as


def facts_of_tables() -> Facts:
    """Everything that was decided and answered."""
    return Facts(
        tuple(map(_decision, figures.decisions())),
        tuple(
            ReportFact(quarter_of(row.taken_at), told_as(row.reason))
            for row in figures.answered_reports()
        ),
        tuple(
            AppealFact(
                quarter_of(row.decided_at), row.standing, row.outcome,
                minutes(row.made_at, row.decided_at),
            )
            for row in figures.answered_appeals()
        ),
        tuple(
            LookFact(
                quarter_of(row.made_at), judged(acts=row.action != NOTHING), judged(acts=row.acts)
            )
            for row in figures.second_looks()
        ),
        tuple(map(waited_fact, all_of("holds_counted"))),
    )  # fmt: skip


def report_of_today(at: datetime) -> Report:
    """The report, counted anew only after something was decided or a quarter ended."""
    key = (quarter_of(at), figures.newest(), newest_of("holds_counted"))
    kept: dict[str, Any] = current_app.extensions.setdefault("transparency", {})
    if kept.get("key") != key:
        kept.update(key=key, report=report(facts_of_tables(), at))
    told: Report = kept["report"]
    return told


def _decision(row: Any) -> DecisionFact:
    first = min(filter(None, (row.made, row.found, row.asked)), default=None)
    how = how_found(notice=row.notice, detected=row.detected)
    waited = minutes(first, row.taken_at)
    return DecisionFact(quarter_of(row.taken_at), row.action, told_as(row.ground), how, waited)
