"""What moderators fill in around a case: filters, questions, handing over, a note for the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, SubmitField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options
from app.moderation.desk_wording import HANDS, KINDS, LEVELS
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.steps import LEVELS as ORDER

ALL = ("", _l("All"))
STATES = [("", _l("Waiting")), ("decided", _l("Decided"))]


def number_of(level: str) -> str:
    """What stands for a level in addresses: addresses end up in logs and histories, where nothing
    may say that somebody is in distress."""
    return str(ORDER.index(level) + 1)


class FilterForm(Form):
    """Which cases are listed; sent by GET. What is none of the choices means all."""

    level = SelectField(_l("Level"), default="")
    kind = SelectField(_l("Kind"), default="")
    group = SelectField(_l("Group"), default="")
    hands = SelectField(_l("Who has it"), default="")
    state = SelectField(_l("State"), default="")

    def offering(self, levels: Iterable[str], groups: Iterable[tuple[str, str]]) -> FilterForm:
        """With these levels and groups to choose from."""
        known = [(number_of(level), LEVELS[level]) for level in levels]
        offered = {
            self.level: [ALL, *known], self.kind: [ALL, *KINDS.items()], self.group: [ALL, *groups],
            self.hands: [ALL, *HANDS.items()], self.state: STATES,
        }  # fmt: skip
        for field, pairs in offered.items():
            field.choices = options(pairs)
            if field.data not in {value for value, _words in pairs}:
                field.data = ""
        return self

    @property
    def asked(self) -> dict[str, Any]:
        """What is not "all", as it stands in an address."""
        return {name: value for name, value in self.values.items() if value}

    @property
    def chosen_level(self) -> str:
        """The level by its code."""
        return ORDER[int(self.level.data) - 1] if self.level.data else ""


class HandOverForm(Form):
    """To whom a case goes."""

    to = SelectField(_l("To whom?"), validators=[Answered(_l("Choose somebody."))])
    save = SubmitField(_l("Hand it over"))

    def offering(self, people: Iterable[tuple[str, str]]) -> HandOverForm:
        """With these people."""
        self.to.choices = options([("", _l("Choose somebody")), *people])
        return self


class QuestionForm(Form):
    """What a moderator asks another before deciding."""

    question = TextAreaField(_l("What would you like to ask?"), validators=[AtMost(LONGEST_WORDS)])
    save = SubmitField(_l("Ask"))


class AnswerForm(Form):
    """What the other one thinks."""

    answer = TextAreaField(_l("What do you think?"), validators=[AtMost(LONGEST_WORDS)])
    save = SubmitField(_l("Answer"))


class ChosenForm(Form):
    """Cases of the list to take in hand, by their public ids: the service says which of them."""

    case = SelectMultipleField(_l("Take in hand"), choices=(), validate_choice=False)


class ShiftEndForm(Form):
    """What is left for whoever comes next."""

    note = TextAreaField(_l("A note for whoever comes next"), validators=[AtMost(LONGEST_WORDS)])
    save = SubmitField(_l("End my shift"))


class SecondLookForm(Form):
    """Whether a second moderator would have done something."""

    acts = RadioField(
        _l("Would you do something about it?"),
        choices=options([("yes", _l("Yes")), ("no", _l("No, I would leave it as it is"))]),
        validators=[Answered(_l("Choose one of the two."))],
    )
    save = SubmitField(_l("Save"))
