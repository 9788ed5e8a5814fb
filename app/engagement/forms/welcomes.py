"""Asking a helper to welcome somebody, answering, and offering to welcome."""

from __future__ import annotations

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SubmitField

from app.core.forms import Answered, Form, options

CHOOSE = _l("Choose one of the answers.")


class AskHelperForm(Form):
    """Whom to ask; `offer` says who can be."""

    helper = RadioField(
        _l("Who can welcome them?"), validators=[Answered(_l("Choose whom to ask."))]
    )
    ask = SubmitField(_l("Ask"))

    def offer(self, people: list[tuple[str, str]]) -> Self:
        """(public id, display name), the best suggestion first: it is chosen until somebody chooses
        another."""
        self.helper.choices = options(people)
        if self.helper.data is None and people:
            self.helper.data = people[0][0]
        return self


class WelcomeAnswerForm(Form):
    """A helper's answer."""

    reply = HiddenField(validators=[Answered(CHOOSE)])


class HelpingForm(Form):
    """What a member says about welcoming newcomers of a group: yes, rest or no."""

    wish = HiddenField(validators=[Answered(CHOOSE)])


class InvitationForm(Form):
    """What a reader says to the invitation: away, or read."""

    said = HiddenField(validators=[Answered(CHOOSE)])
