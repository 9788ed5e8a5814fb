"""What hosts set and decide."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SubmitField, TextAreaField

from app.chat.lengths import LONGEST_REASON
from app.core.forms import Answered, AtMost, Form, options

PACES = (
    ("0", _l("Off")),
    ("10", _l("10 seconds")),
    ("30", _l("30 seconds")),
    ("60", _l("1 minute")),
    ("300", _l("5 minutes")),
)
LENGTHS = {
    "hour": _l("One hour"),
    "day": _l("One day"),
    "week": _l("One week"),
    "open": _l("Until a host ends it"),
}


class PaceForm(Form):
    """Slow mode."""

    seconds = RadioField(
        _l("Time between two messages of one person"),
        choices=options(PACES),
        validators=[Answered(_l("Choose one of the answers."))],
    )
    save = SubmitField(_l("Save"))


class HoldForm(Form):
    """Whether messages of new people wait."""

    on = BooleanField(_l("Hold messages of people who came to the group in the last 7 days"))
    save_hold = SubmitField(_l("Save"))


class ReasonForm(Form):
    """Why: the person concerned reads it."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[
            Answered(_l("Say why. The person concerned reads it.")),
            AtMost(LONGEST_REASON),
        ],
    )
    save = SubmitField(_l("Save"))


class LimitForm(ReasonForm):
    """For how long, and why; `offering` says which lengths."""

    length = RadioField(
        _l("For how long?"), validators=[Answered(_l("Choose for how long."))]
    )  # fmt: skip

    def offering(self, lengths: tuple[str, ...]) -> LimitForm:
        """The same form with these answers."""
        self.length.choices = options([(one, LENGTHS[one]) for one in lengths])
        return self
