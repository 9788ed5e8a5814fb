"""What a person says in an evaluation, as values that any door can hand over, and their rules.

Page, importer and demonstration fill the same two objects. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.health import scales

LONGEST_WORDS = 200
LONGEST_DOSE = 120
LONGEST_ADVICE = 2_000
OVERALL = range(1, 11)
# What a form sends for "I'm not sure": kept in a draft, counted as no answer.
UNSURE = "unsure"

_SCALES: dict[str, type[Enum]] = {
    "effectiveness": scales.Effectiveness,
    "side_effects": scales.SideEffects,
    "adherence": scales.Adherence,
    "burden": scales.Burden,
    "cost_band": scales.CostBand,
    "time_on_it": scales.TimeOnIt,
}
_ALLOWED = {name: {member.value for member in scale} for name, scale in _SCALES.items()}
_REASONS = {reason.value for reason in scales.StopReason}


@dataclass(frozen=True, kw_only=True)
class Named:
    """Words as they were typed, and the concept or the proposal they were matched to."""

    words: str
    concept_id: int | None = None
    proposal_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The scales of an evaluation; None is "skipped" or "not sure". Codes: see `scales`."""

    effectiveness: int | None = None
    side_effects: int | None = None
    overall: int | None = None
    adherence: str | None = None
    burden: str | None = None
    cost_band: str | None = None
    dose: str = ""
    time_on_it: str | None = None
    still_taking: bool | None = None
    advice: str = ""


ANSWER_NAMES = tuple(field.name for field in fields(Answers))
_NUMBERS = ("effectiveness", "side_effects", "overall")
_TEXTS = ("dose", "advice")


def answers_from(strings: Mapping[str, str | None]) -> Answers:
    """Answers out of the strings of a form, by name; missing, empty and unsure are skipped."""
    found: dict[str, Any] = {}
    for name in ANSWER_NAMES:
        text = strings.get(name) or ""
        if name in _TEXTS:
            found[name] = text
        elif text and text != UNSURE:
            found[name] = int(text) if name in _NUMBERS else text
    if "still_taking" in found:
        found["still_taking"] = found["still_taking"] == str(True)
    return Answers(**found)


def strings_of(evaluation: Any) -> dict[str, str]:
    """The answers of an evaluation as a form holds them, by name."""
    values = {name: getattr(evaluation, name) for name in ANSWER_NAMES}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def check_answers(answers: Answers) -> None:
    """Every value stands on its scale.

    Raises:
        Invalid: names the first field that does not.
    """
    for name, allowed in _ALLOWED.items():
        value = getattr(answers, name)
        if value is not None and value not in allowed:
            raise Invalid(name, _("Choose one of the answers."))
    if answers.overall is not None and answers.overall not in OVERALL:
        raise Invalid("overall", _("Choose a number from 1 to 10."))
    if len(answers.dose) > LONGEST_DOSE:
        raise Invalid("dose", _("Make this shorter."))
    if len(answers.advice) > LONGEST_ADVICE:
        raise Invalid("advice", _("Make this shorter."))


def check_reasons(reasons: Sequence[str]) -> None:
    """Every reason to stop is on the list.

    Raises:
        Invalid: one is not.
    """
    if not _REASONS.issuperset(reasons):
        raise Invalid("stop_reasons", _("Choose one of the reasons."))


def check_words(field: str, things: Sequence[Named]) -> None:
    """Nothing without words, nothing longer than is kept.

    Raises:
        Invalid: for `field`.
    """
    for thing in things:
        if not thing.words.strip():
            raise Invalid(field, _("Tell us in your own words."))
        if len(thing.words) > LONGEST_WORDS:
            raise Invalid(field, _("Make this shorter: at most 200 characters fit here."))
