"""The questions of an experience in their order, and which one comes next.

Pure: it reads the answers of a draft and never the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# "keep" and "show" ask for a consent and are left out where it holds already.
STEPS = (
    "keep",
    "treatment",
    "treatment-match",
    "purposes",
    "purposes-match",
    "effectiveness",
    "side-effects",
    "dose",
    "taking",
    "overall",
    "effort",
    "words",
    "audience",
    "show",
)
CHECK = "check"
# The questions without which there is no experience; all the others may be skipped.
_NEEDED = {"treatment": "treatment", "purposes": "purposes", "words": "title", "audience": "group"}

Answers = Mapping[str, Any]


def next_step(step: str, answers: Answers, *, keeps: bool, shows: bool) -> str:
    """Where to go after `step` was answered. Who came as far as the check page goes back there."""
    for later in STEPS[STEPS.index(step) + 1 :]:
        if not applies(later, answers, keeps=keeps, shows=shows):
            continue
        if answers.get("reached_check") and not _follows(step, later):
            break
        return later
    return CHECK


def step_before(step: str, answers: Answers, *, keeps: bool, shows: bool) -> str | None:
    """Where "Back" leads: the question before, or the check page for who came from there."""
    if answers.get("reached_check"):
        return CHECK
    earlier = STEPS[: STEPS.index(step)] if step in STEPS else STEPS
    for one in reversed(earlier):
        if applies(one, answers, keeps=keeps, shows=shows):
            return one
    return None


def applies(step: str, answers: Answers, *, keeps: bool, shows: bool) -> bool:
    """Whether this person is asked this question at all."""
    if step == "keep":
        return not keeps
    if step == "show":
        return answers.get("show_card") == "yes" and not shows
    if step == "treatment-match":
        return bool((answers.get("treatment") or {}).get("asks"))
    if step == "purposes-match":
        return any(one.get("asks") for one in answers.get("purposes") or ())
    return True


def missing_step(answers: Answers, *, keeps: bool, shows: bool) -> str | None:
    """The first question that must be answered before the check page makes sense."""
    for step in STEPS:
        if step in ("keep", "show") and applies(step, answers, keeps=keeps, shows=shows):
            return step
        if step in _NEEDED and not answers.get(_NEEDED[step]):
            return step
        if step.endswith("-match") and _is_open(step, answers):
            return step
    return None


def _is_open(step: str, answers: Answers) -> bool:
    named = [answers["treatment"]] if step == "treatment-match" else answers["purposes"]
    return any(one.get("asks") and "means" not in one for one in named)


def _follows(step: str, later: str) -> bool:
    """Whether `later` belongs to the answer just given, so that it is asked even on a change."""
    return (step, later) in {
        ("treatment", "treatment-match"),
        ("purposes", "purposes-match"),
        ("audience", "show"),
    }
