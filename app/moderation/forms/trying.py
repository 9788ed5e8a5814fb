"""Planning a trial of asking authors first, and beginning it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.widgets import TextInput

from app.core.forms import Form

PER = 1_000
_NUMBER = _l("Write a whole number, such as 400.")


class NumberField(IntegerField):
    """A whole number in a plain box: browsers change numbers in theirs by a turn of the wheel."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError, in our words, for what is no number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as fault:
            raise ValueError(_NUMBER) from fault


def _within(field: NumberField) -> int | None:
    """What was answered; None, with an error beside it, where that is no number of a thousand."""
    if field.process_errors:
        field.errors = list(field.process_errors)
    elif field.data is None or not 0 <= field.data <= PER:
        field.errors = [_("Choose a number from 0 to 1,000.")]
    return None if field.errors else field.data


class PlanForm(Form):
    """Which difference somebody wants to see; sent by GET. Posts of a thousand."""

    usual = NumberField(_l("Of 1,000 posts, at how many does a rule point without the question?"))
    hoped = NumberField(_l("At how many would it point with the question?"))

    def shares(self) -> tuple[float, float] | None:
        """The two shares from 0 to 1; None, with an error beside its field, when they are none."""
        usual, hoped = _within(self.usual), _within(self.hoped)
        if usual is None or hoped is None:
            return None
        if usual == hoped:
            self.hoped.errors = [_("Choose another number than the first one.")]
            return None
        return usual / PER, hoped / PER


class TrialForm(Form):
    """How many posts each arm is to have."""

    wanted = NumberField(_l("Posts in each half"))
