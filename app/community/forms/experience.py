"""The questions of an experience, one form a page: shape and wording only."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from app.community.forms.links import LinkingForm
from app.community.lengths import LONGEST_TITLE
from app.core.forms import Answered, AtMost, Form, SelectChoice, options
from app.core.text import MAX_SOURCE_LENGTH
from app.health import wording
from app.health.answers import LONGEST_ADVICE, LONGEST_DOSE, LONGEST_WORDS, UNSURE

KEEP_OWN = "own"
_choose = InputRequired(_l("Choose one of the answers."))


def _skips() -> list[SelectChoice]:
    return options([(UNSURE, _("I'm not sure")), ("", _("Skip this question"))])


class StartForm(Form):
    """Begin; `group` is where the person came from, if anywhere."""

    group = HiddenField()


class ShowForm(Form):
    """Which group is to see an evaluation: the group's id."""

    group = StringField()


class TreatmentForm(Form):
    """What was tried. `treatment_id` comes along when a suggestion was taken."""

    treatment = StringField(
        _l("Which treatment do you want to write about?"),
        [Answered(_l("Tell us which treatment.")), AtMost(LONGEST_WORDS)],
    )
    treatment_id = HiddenField()


class PurposesForm(Form):
    """Up to three reasons to take it."""

    first = StringField(
        _l("Condition or symptom"),
        [Answered(_l("Tell us what it was for.")), AtMost(LONGEST_WORDS)],
    )
    first_id = HiddenField()
    second = StringField(_l("Something else"), [Optional(), AtMost(LONGEST_WORDS)])
    second_id = HiddenField()
    third = StringField(_l("One more"), [Optional(), AtMost(LONGEST_WORDS)])
    third_id = HiddenField()


class MatchForm(Form):
    """Which concept typed words mean, one question for each of at most three phrases."""

    first = RadioField(validators=[_choose])
    second = RadioField(validators=[_choose])
    third = RadioField(validators=[_choose])

    def ask(self, questions: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """Offer candidates (number, name) for each phrase; unused questions leave the form."""
        names = ("first", "second", "third")
        for name, (words, candidates) in zip(names, questions, strict=False):
            self[name].label.text = _("You wrote “%(words)s”. We found:", words=words)
            keep = (KEEP_OWN, _("None of these: keep my words"))
            self[name].choices = options([*candidates, keep])
        for name in names[len(questions) :]:
            del self[name]


class EffectivenessForm(Form):
    """How well it worked."""

    effectiveness = RadioField(_l("How well did it work?"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choices = wording.numbered_choices(wording.EFFECTIVENESS)
        self.effectiveness.choices = [*choices, *_skips()]


class SideEffectsForm(Form):
    """How bad side effects were, and which."""

    side_effects = RadioField(_l("Did you have side effects?"), [Optional()])
    named = TextAreaField(_l("Which ones?"), [Optional(), AtMost(1_000)])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choices = wording.numbered_choices(wording.SIDE_EFFECTS)
        self.side_effects.choices = [*choices, *_skips()]


class DoseForm(Form):
    """How much, and how long."""

    dose = StringField(_l("What dose?"), [Optional(), AtMost(LONGEST_DOSE)])
    time_on_it = RadioField(_l("How long did you take it, or have you taken it?"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.time_on_it.choices = [*wording.choices(wording.TIME_ON_IT), *_skips()]


class TakingForm(Form):
    """Whether it is still taken, and why not."""

    still_taking = RadioField(_l("Do you still take it?"), [Optional()])
    stop_reasons = SelectMultipleField(_l("If you stopped: why?"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.still_taking.choices = [
            *wording.choices(wording.STILL_TAKING),
            SelectChoice(value="", label=_("Skip this question")),
        ]
        self.stop_reasons.choices = wording.choices(wording.STOP_REASON)


class OverallForm(Form):
    """One number for everything."""

    overall = RadioField(_l("All in all, how was it for you?"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.overall.choices = [*wording.numbered_choices(wording.OVERALL), *_skips()]


class EffortForm(Form):
    """What it takes to take it."""

    adherence = RadioField(_l("Did you take it as agreed?"), [Optional()])
    burden = RadioField(_l("How hard is it to take?"), [Optional()])
    cost_band = RadioField(_l("What do you pay for it yourself?"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.adherence.choices = [*wording.choices(wording.ADHERENCE), *_skips()]
        self.burden.choices = [*wording.choices(wording.BURDEN), *_skips()]
        self.cost_band.choices = [*wording.choices(wording.COST_BAND), *_skips()]


class WordsForm(LinkingForm):
    """The person's own words."""

    title = StringField(
        _l("A title"),
        [Answered(_l("Write a title, so that others can find it.")), AtMost(LONGEST_TITLE)],
    )
    body = TextAreaField(
        _l("What happened"), [Answered(_l("Write something first.")), AtMost(MAX_SOURCE_LENGTH)]
    )
    advice = TextAreaField(_l("Advice for others"), [Optional(), AtMost(LONGEST_ADVICE)])

    @property
    def texts(self) -> list[str]:
        """Advice stands beside the words where the card is shown."""
        return [*super().texts, self.advice.data or ""]


class AudienceForm(Form):
    """Where it is told, and whether the answers stand beside the words."""

    group = RadioField(_l("Which group do you want to tell?"), [_choose])
    show_card = RadioField(_l("Show your answers there as a card?"), [_choose])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.show_card.choices = options([("yes", _("Yes")), ("no", _("No"))])


class ConsentForm(Form):
    """One purpose, two equal answers, none chosen."""

    answer = RadioField(_l("Do you agree?"), [_choose])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.answer.choices = options([("yes", _("Yes, I agree")), ("no", _("No, I do not agree"))])
