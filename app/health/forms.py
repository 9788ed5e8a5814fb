"""Forms on a member's own health record: shape only, the rules are in the services."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from app.core.forms import AtMost, Form, SelectChoice
from app.health import wording
from app.health.answers import (
    LONGEST_ADVICE,
    LONGEST_DOSE,
    Answers,
    answers_from,
)

SKIP = SelectChoice(value="", label=_l("No answer"))


class CorrectForm(Form):
    """All answers of an evaluation on one page; each may be left out."""

    effectiveness = RadioField(_l("How well did it work?"), default="")
    side_effects = RadioField(_l("How bad were the side effects?"), default="")
    overall = RadioField(_l("All in all, from 1 to 10?"), default="")
    dose = StringField(_l("What dose?"), [AtMost(LONGEST_DOSE)])
    time_on_it = RadioField(_l("How long have you taken it, or did you take it?"), default="")
    still_taking = RadioField(_l("Do you still take it?"), default="")
    stop_reasons = SelectMultipleField(_l("Why did you stop?"))
    adherence = RadioField(_l("Did you take it as agreed?"), default="")
    burden = RadioField(_l("How hard is it to take?"), default="")
    cost_band = RadioField(_l("What do you pay yourself?"), default="")
    advice = TextAreaField(_l("Advice for others"), [AtMost(LONGEST_ADVICE)])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        numbered, plain = wording.numbered_choices, wording.choices
        self.effectiveness.choices = [*numbered(wording.EFFECTIVENESS), SKIP]
        self.side_effects.choices = [*numbered(wording.SIDE_EFFECTS), SKIP]
        self.overall.choices = [*numbered(wording.OVERALL), SKIP]
        self.time_on_it.choices = [*plain(wording.TIME_ON_IT), SKIP]
        self.still_taking.choices = [*plain(wording.STILL_TAKING), SKIP]
        self.stop_reasons.choices = plain(wording.STOP_REASON)
        self.adherence.choices = [*plain(wording.ADHERENCE), SKIP]
        self.burden.choices = [*plain(wording.BURDEN), SKIP]
        self.cost_band.choices = [*plain(wording.COST_BAND), SKIP]

    @property
    def answers(self) -> Answers:
        """What was answered, with skipped questions as None."""
        return answers_from(self.values)


class StopShowingForm(Form):
    """Which group is no longer to see it: the id of the group."""

    group = StringField()
