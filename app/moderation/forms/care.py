"""What operators enter about a helpline, and what people with the safeguarding role write down."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, SubmitField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options
from app.moderation.lengths import LONGEST_WORDS

STEP_WORDS = {
    "read_all": _l("I read everything they wrote, and what others answered"),
    "asked_directly": _l("I asked directly whether they think of ending their life"),
    "help_given": _l("I gave them lines to call in their country"),
    "answered": _l("They answered"),
    "safe_for_others": _l("I checked whether the post is safe for others to read"),
    "emergency": _l("Emergency services were called. Two of us decide it"),
    "follow_up": _l("Somebody looks again tomorrow"),
    "outcome": _l("This is closed. What came of it:"),
}
# Also what nobody chooses: the site asks for it.
ALL_WORDS = {
    **STEP_WORDS,
    "away": _l("They have not been here for longer than is usual for them. Please look again"),
}


class _Told(Form):
    """Answers as strings: a box that was not sent is empty."""

    @property
    def told(self) -> dict[str, str]:
        """What was answered, by field name."""
        return {name: value or "" for name, value in self.values.items()}


class CareStepForm(_Told):
    """One step of the protocol."""

    step = RadioField(
        _l("What was done?"),
        choices=options(STEP_WORDS.items()),
        validators=[Answered(_l("Choose what was done."))],
    )
    second = SelectField(
        _l("Who decides with you to call emergency services?"), choices=[], default=""
    )
    words = TextAreaField(_l("What was said and agreed"), validators=[AtMost(LONGEST_WORDS)])
    save = SubmitField(_l("Write it down"))

    def offering(self, people: list[tuple[str, str]]) -> CareStepForm:
        """With these as the second person."""
        self.second.choices = options([("", _l("Nobody yet")), *people])
        return self


class HelplineForm(_Told):
    """One line of one country."""

    country = StringField(_l("Country, two letters"), validators=[AtMost(2)])
    service = StringField(_l("Name of the service"), validators=[AtMost(200)])
    phone = StringField(_l("Number"), validators=[AtMost(40)])
    text_or_chat = StringField(_l("How to text or chat"), validators=[AtMost(200)])
    hours = StringField(_l("When somebody answers"), validators=[AtMost(100)])
    languages = StringField(_l("Languages"), validators=[AtMost(200)])
    cost = StringField(_l("What a call costs"), validators=[AtMost(100)])
    ages = StringField(_l("For which ages"), validators=[AtMost(100)])
    source_url = StringField(
        _l("The service's own page, where you checked all this today"), validators=[AtMost(500)]
    )
    save = SubmitField(_l("I checked it today"))


class ReadingForm(Form):
    """Whether a program may read."""

    is_read = BooleanField(_l("A program may read what I post for signs that I am not safe"))
    save = SubmitField(_l("Save"))
