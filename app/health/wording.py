"""The words that people read for every scale of an evaluation: one place for every page.

Pages of groups, of figures and of the record say the same words. Stored codes never change
with the words; see `scales` for them.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.forms import SelectChoice, options
from app.health.queries.cards import EvaluationCard, NamedThing
from app.health.scales import (
    Adherence,
    Burden,
    CostBand,
    Effectiveness,
    SideEffects,
    StopReason,
    TimeOnIt,
)

EFFECTIVENESS = {
    Effectiveness.INEFFECTIVE: _l("did not work"),
    Effectiveness.MARGINALLY: _l("worked a little"),
    Effectiveness.MODERATELY: _l("worked fairly well"),
    Effectiveness.CONSIDERABLY: _l("worked well"),
    Effectiveness.HIGHLY: _l("worked very well"),
}
SIDE_EFFECTS = {
    SideEffects.NONE: _l("none"),
    SideEffects.MILD: _l("mild"),
    SideEffects.MODERATE: _l("moderate"),
    SideEffects.SEVERE: _l("severe"),
    SideEffects.EXTREMELY_SEVERE: _l("extremely severe"),
}
OVERALL = dict.fromkeys(range(1, 11))
ADHERENCE = {
    Adherence.ALWAYS: _l("Always as agreed"),
    Adherence.USUALLY: _l("Usually as agreed"),
    Adherence.SOMETIMES: _l("Sometimes as agreed"),
    Adherence.NEVER: _l("Never as agreed"),
}
BURDEN = {
    Burden.NOT_AT_ALL: _l("Not hard at all"),
    Burden.A_LITTLE: _l("A little hard"),
    Burden.SOMEWHAT: _l("Quite hard"),
    Burden.VERY: _l("Very hard"),
}
COST_BAND = {
    CostBand.NOTHING: _l("Nothing"),
    CostBand.UNDER_25: _l("Under 25 a month"),
    CostBand.UNDER_50: _l("25 to 50 a month"),
    CostBand.UNDER_100: _l("50 to 100 a month"),
    CostBand.UNDER_200: _l("100 to 200 a month"),
    CostBand.OVER_200: _l("Over 200 a month"),
}
TIME_ON_IT = {
    TimeOnIt.UNDER_1_MONTH: _l("Under 1 month"),
    TimeOnIt.MONTHS_1_TO_6: _l("1 to 6 months"),
    TimeOnIt.MONTHS_6_TO_12: _l("6 to 12 months"),
    TimeOnIt.YEARS_1_TO_2: _l("1 to 2 years"),
    TimeOnIt.YEARS_2_TO_5: _l("2 to 5 years"),
    TimeOnIt.OVER_5_YEARS: _l("Over 5 years"),
}
STOP_REASON = {
    StopReason.DID_NOT_WORK: _l("It did not work"),
    StopReason.SIDE_EFFECTS: _l("The side effects were too much"),
    StopReason.DOCTORS_ADVICE: _l("My doctor advised it"),
    StopReason.EXPENSE: _l("It cost too much"),
    StopReason.COURSE_ENDED: _l("The course was finished"),
    StopReason.INSURANCE: _l("My insurance changed"),
    StopReason.OWN_RESEARCH: _l("I read about it and decided to stop"),
    StopReason.ALLERGY: _l("I was allergic to it"),
    StopReason.OTHER: _l("For a reason not listed here"),
}
STILL_TAKING = {True: _l("Yes"), False: _l("No, I stopped")}


def choices(words: dict[Any, Any]) -> list[SelectChoice]:
    """Codes with their words in the order of the scale, for radio buttons and check boxes."""
    return options((_code(value), label) for value, label in words.items())


def numbered_choices(words: dict[Any, Any]) -> list[SelectChoice]:
    """Codes with "3, worked well" for scales of numbers; a number without words stands alone."""
    return options(
        (_code(value), f"{int(value)}, {label}" if label else str(int(value)))
        for value, label in words.items()
    )


def _code(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def said(words: dict[Any, Any], value: Any) -> str:
    """The words for one stored value, "" for none; begins with a capital letter."""
    text = str(words[value]) if value is not None else ""
    return text[:1].upper() + text[1:]


def _says_the_same(words: str, name: str) -> bool:
    """Whether one of them stands in the other: "Insomnia" in "Insomnia (trouble sleeping)"."""
    shorter, longer = sorted((words.casefold(), name.casefold()), key=len)
    return shorter in longer


def thing(named: NamedThing) -> str:
    """A person's own words, and the catalogue's name where that is another one."""
    if named.name is None or _says_the_same(named.words, named.name):
        return named.words
    return f"{named.words} ({named.name})"


def evaluation_rows(card: EvaluationCard) -> list[tuple[str, str]]:
    """(term, words) for everything the person answered, for the experience card."""
    rows = [
        (_("What for"), ", ".join(map(thing, card.purposes))),
        (_("How well it worked"), said(EFFECTIVENESS, card.effectiveness)),
        (_("Side effects"), said(SIDE_EFFECTS, card.side_effects)),
        (_("Side effects named"), ", ".join(map(thing, card.side_effects_named))),
        (_("Dose"), card.dose),
        (_("Time on it"), said(TIME_ON_IT, card.time_on_it)),
        (_("Still taking it"), said(STILL_TAKING, card.still_taking)),
        (_("Why I stopped"), ", ".join(said(STOP_REASON, one) for one in card.stop_reasons)),
        (_("Taken as agreed"), said(ADHERENCE, card.adherence)),
        (_("How hard it is to take"), said(BURDEN, card.burden)),
        (_("What I pay myself"), said(COST_BAND, card.cost_band)),
        (_("Advice"), card.advice),
    ]
    return [row for row in rows if row[1]]
