"""Signing up: one form per question."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, RadioField, StringField

from app.core.forms import Answered, Form

YES_OR_NO = [("yes", _l("Yes")), ("no", _l("No"))]


class AgeForm(Form):
    """Old enough or not; the page puts the number into the question."""

    old_enough = RadioField(choices=YES_OR_NO, validators=[Answered(_l("Choose yes or no."))])


class NameForm(Form):
    """The pseudonym. A pressed suggestion counts as typed."""

    display_name = StringField(
        _l("What name do you want to use here?"),
        validators=[Answered(_l("Write a name, or press one of the ideas."))],
    )


class SecretsForm(Form):
    """What a person signs in with. The password rules are the service's."""

    email = EmailField(
        _l("E-mail address"), validators=[Answered(_l("Write your e-mail address."))]
    )
    password = PasswordField(_l("Password"))


class ConsentForm(Form):
    """One purpose, two equal answers, none chosen beforehand."""

    answer = RadioField(
        choices=YES_OR_NO,
        validators=[Answered(_l("Choose yes or no, or press Skip this question."))],
    )


class CreateForm(Form):
    """The last press: everything was answered on the pages before."""
