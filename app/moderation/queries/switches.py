"""Whether the rules read posts now, and what dry runs found."""

from __future__ import annotations

from sqlalchemy import select

from app.core.database import db
from app.moderation.models import RuleSwitch, ScreeningRun


def newest_switch() -> RuleSwitch | None:
    """What holds; None before anybody switched anything on."""
    return db.session.scalars(select(RuleSwitch).order_by(RuleSwitch.id.desc()).limit(1)).first()


def rules_are_on(rule_version: str) -> bool:
    """Whether somebody switched this version of the rules on and nobody switched it off since: a
    new version is tried first (science.md M23)."""
    newest = newest_switch()
    return newest is not None and newest.is_on and newest.rule_version == rule_version


def newest_run(rule_version: str) -> ScreeningRun | None:
    """The last dry run of this version."""
    which = select(ScreeningRun).where(ScreeningRun.rule_version == rule_version)
    return db.session.scalars(which.order_by(ScreeningRun.id.desc()).limit(1)).first()
