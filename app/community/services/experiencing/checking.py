"""All answers of a draft in words, for the page on which they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.community.queries import group_of
from app.core.text import excerpt
from app.core.viewer import Viewer
from app.health import wording
from app.health.answers import UNSURE, answers_from

_LONGEST_EXCERPT = 300


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One answer. `value` "" is "not provided"; `change` ends the words of the change link."""

    key: str
    value: str
    change: str
    step: str


def rows(viewer: Viewer, answers: Mapping[str, Any]) -> list[CheckRow]:
    """Every question in its order, with what was answered."""
    return [*_about(answers), *_judged(answers), *_told(viewer, answers)]


def _about(answers: Mapping[str, Any]) -> list[CheckRow]:
    purposes = ", ".join(_phrase(one) for one in answers["purposes"])
    return [
        _row(_("Treatment"), _phrase(answers["treatment"]), _("treatment"), "treatment"),
        _row(_("What for"), purposes, _("what it was for"), "purposes"),
    ]


def _judged(answers: Mapping[str, Any]) -> list[CheckRow]:
    given = answers_from(answers)

    def scale(name: str, words: dict[Any, Any]) -> str:
        unsure = answers.get(name) == UNSURE
        return _("I'm not sure") if unsure else wording.said(words, getattr(given, name))

    named = ", ".join(one["words"] for one in answers.get("named") or ())
    reasons = answers.get("stop_reasons") or ()
    stopped = ", ".join(wording.said(wording.STOP_REASON, one) for one in reasons)
    overall = _("I'm not sure") if answers.get("overall") == UNSURE else ""
    if given.overall:
        overall = _("%(number)s of 10", number=given.overall)
    return [
        _row(_("How well it worked"), scale("effectiveness", wording.EFFECTIVENESS),
             _("how well it worked"), "effectiveness"),
        _row(_("Side effects"), scale("side_effects", wording.SIDE_EFFECTS),
             _("side effects"), "side-effects"),
        _row(_("Side effects named"), named, _("side effects named"), "side-effects"),
        _row(_("Dose"), given.dose, _("dose"), "dose"),
        _row(_("Time on it"), scale("time_on_it", wording.TIME_ON_IT), _("time on it"), "dose"),
        _row(_("Still taking it"), wording.said(wording.STILL_TAKING, given.still_taking),
             _("whether you still take it"), "taking"),
        _row(_("Why I stopped"), stopped, _("why you stopped"), "taking"),
        _row(_("All in all"), overall, _("the number for everything"), "overall"),
        _row(_("Taken as agreed"), scale("adherence", wording.ADHERENCE),
             _("whether you took it as agreed"), "effort"),
        _row(_("How hard it is to take"), scale("burden", wording.BURDEN),
             _("how hard it is to take"), "effort"),
        _row(_("What I pay myself"), scale("cost_band", wording.COST_BAND),
             _("what you pay"), "effort"),
    ]  # fmt: skip


def _told(viewer: Viewer, answers: Mapping[str, Any]) -> list[CheckRow]:
    group = group_of(viewer, answers["group"])
    card = _("Yes, to members of the group") if answers.get("show_card") == "yes" else _("No")
    return [
        _row(_("Title"), answers["title"], _("title"), "words"),
        _row(_("Your words"), excerpt(answers["body"], _LONGEST_EXCERPT), _("your words"), "words"),
        _row(_("Advice"), answers.get("advice") or "", _("advice"), "words"),
        _row(_("Group"), group.name if group else "", _("group"), "audience"),
        _row(_("Answers shown as a card"), card, _("whether a card is shown"), "audience"),
    ]


def _row(key: str, value: str, change: str, step: str) -> CheckRow:
    return CheckRow(key=key, value=value, change=change, step=step)


def _phrase(phrase: Mapping[str, Any]) -> str:
    """A person's words and the name they chose for them."""
    means = phrase.get("means")
    if not means or means["name"].casefold() == phrase["words"].casefold():
        return str(phrase["words"])
    return f"{phrase['words']} ({means['name']})"
