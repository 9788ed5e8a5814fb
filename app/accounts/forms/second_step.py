"""The second step: giving it, and setting it up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import Optional

from app.core.forms import Answered, AtMost, Form


class SecondStepForm(Form):
    """A code of the app or a recovery code: one box for both, told apart by their shape."""

    code = StringField(_l("Your code"), validators=[Answered(_l("Write the code from your app."))])


class FirstCodeForm(Form):
    """Shows that the app was set up."""

    code = StringField(
        _l("The code that your app shows now"),
        validators=[Answered(_l("Write the six digits that your app shows."))],
    )


class NewPasskeyForm(Form):
    """A name by which its owner knows it again. The answer comes from the device."""

    name = StringField(_l("A name for this passkey"), validators=[Optional(), AtMost(60)])
    answer = HiddenField()
