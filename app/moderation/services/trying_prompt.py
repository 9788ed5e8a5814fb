"""A trial of asking authors first ("own story, or advice?"): does it change what is published?

Members are dealt to two arms by a keyed hash of trial and member, so that no row says who is in
which: "asked" goes on as always, "plain" is not asked. Of each arm two sums are kept, posts that went
out and how many of them a rule points at. They are compared once, when both arms reached the number
that was set before (science.md M19): whoever looks in between finds what chance shows them.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, require
from app.core.proportions import Difference, Share, newcombe, wilson
from app.core.security.keyed_hashes import keyed_hash
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import PromptCount, PromptTrial, RuleSwitch
from app.moderation.queries.switches import rules_are_on
from app.moderation.queries.trials import Arm, arms_of, running_trial
from app.moderation.services.registering import Thing
from app.moderation.services.screening import rule_version

ASKED, PLAIN = "asked", "plain"
FEWEST, MOST = 50, 100_000
_TOLD_IN = 10


class Result(NamedTuple):
    """What a trial that came to its end found. `apart` is the share of "asked" less that of "plain":
    below 0 where asking made posts rarer that a rule points at."""

    asked: Share
    plain: Share
    apart: Difference


def is_asking_on() -> bool:
    """Whether authors are asked at all: the rules are switched on, and the operator did not switch
    the question off (ASK_AUTHORS=0)."""
    return bool(current_app.config["ASK_AUTHORS"]) and rules_are_on(rule_version())


def begin(*, by: Viewer, wanted: int) -> PromptTrial:
    """Begin a trial with `wanted` posts in each arm, which stays as it is until its end. Needs a unit
    of work.

    Raises:
        Forbidden: they are not at the desk.
        Invalid: too few or too many, nobody is asked at all now, or a trial runs.
    """
    require(permissions.is_at_the_desk(by))
    if not FEWEST <= wanted <= MOST:
        raise Invalid("wanted", _("Choose a number from 50 to 100,000."))
    if not is_asking_on():
        raise Invalid("wanted", _("Nobody is asked just now, so there is nothing to try."))
    # Two who begin at once: the second waits here for the first.
    switch = select(RuleSwitch.id).order_by(RuleSwitch.id.desc()).limit(1)
    db.session.execute(switch.with_for_update())
    if running_trial() is not None:
        raise Invalid("wanted", _("A trial runs already."))
    trial = PromptTrial(by_id=by.id, wanted=wanted)
    db.session.add(trial)
    db.session.flush()
    db.session.add_all(PromptCount(trial_id=trial.id, arm=arm) for arm in (ASKED, PLAIN))
    db.session.flush()
    details = {"trial": trial.public_id, "wanted": wanted}
    record(by=by, action="prompt_trial_begun", details=details)
    return trial


def stop(*, by: Viewer) -> None:
    """End the trial before its time: then nobody learns what it would have found. Needs a unit of work.

    Raises:
        Forbidden: they are not at the desk.
        Conflict: none runs.
    """
    require(permissions.is_at_the_desk(by))
    trial = _held_running()
    if trial is None:
        raise Conflict
    trial.ended_at = now()
    db.session.flush()
    record(by=by, action="prompt_trial_stopped", details={"trial": trial.public_id})


def is_spared(member_id: int) -> bool:
    """Whether a trial runs in which this member is not asked."""
    trial = running_trial()
    return trial is not None and arm_of(trial.public_id, member_id) == PLAIN


def arm_of(trial_public_id: str, member_id: int) -> str:
    """The arm in which a member is: the same one as long as the trial and the key of the site last,
    and another deal in every trial."""
    secret = current_app.config["SECRET_KEY"]
    drawn = keyed_hash("prompt-trial", f"{trial_public_id}:{member_id}", secret=secret)
    return (ASKED, PLAIN)[int(drawn, 16) % 2]


def count(thing: Thing, *, is_pointed: bool) -> None:
    """One post more in its author's arm; the trial ends with the last one that is wanted. What was
    written before the trial began, as in an import, is no part of it. Needs a unit of work."""
    trial = _held_running()
    if trial is None or thing.written_at < trial.began_at:
        return
    arm = arm_of(trial.public_id, thing.author_id)
    mine = (PromptCount.trial_id == trial.id, PromptCount.arm == arm)
    db.session.execute(
        update(PromptCount)
        .where(*mine)
        .values(published=PromptCount.published + 1, pointed=PromptCount.pointed + int(is_pointed))
        .execution_options(synchronize_session=False)
    )
    if not any(_lacking(trial).values()):
        trial.ended_at = now()
        db.session.flush()


def missing(trial: PromptTrial) -> dict[str, int]:
    """How many posts each arm still lacks, in tens: all that is told before the end. To the post, it
    would tell in which arm somebody is who just published one."""
    return {name: ceil(lacks / _TOLD_IN) * _TOLD_IN for name, lacks in _lacking(trial).items()}


def _lacking(trial: PromptTrial) -> dict[str, int]:
    arms = arms_of(trial.id)
    return {name: max(0, trial.wanted - arms[name].published) for name in (ASKED, PLAIN)}


def result_of(trial: PromptTrial) -> Result | None:
    """What it found; None before both arms are full, and for ever where it was stopped before."""
    arms = arms_of(trial.id)
    if any(arms[name].published < trial.wanted for name in (ASKED, PLAIN)):
        return None
    asked, plain = (_share(arms[name]) for name in (ASKED, PLAIN))
    apart = newcombe((asked.part, asked.whole), (plain.part, plain.whole))
    assert apart is not None, "both arms have posts"
    return Result(asked, plain, apart)


def _held_running() -> PromptTrial | None:
    """The trial that runs, for this change alone: after its end nothing is counted any more."""
    which = select(PromptTrial).where(PromptTrial.ended_at.is_(None)).order_by(PromptTrial.id)
    held = which.limit(1).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).first()


def _share(arm: Arm) -> Share:
    share = wilson(arm.pointed, arm.published)
    assert share is not None, "a full arm has posts"
    return share
