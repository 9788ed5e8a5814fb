"""Signing up: one form per question."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, RadioField, StringField

from app.accounts.queries.members import ADULT
from app.core.forms import Answered, Form, options

YES_OR_NO = options([("yes", _l("Yes")), ("no", _l("No"))])


class AgeForm(Form):
    """The age in coarse steps. None of them looks like the wanted answer, and the page asks no
    more than what has to be known: old enough to join, old enough to be counted."""

    age = RadioField(_l("How old are you?"), validators=[Answered(_l("Choose how old you are."))])

    def ask(self, minimum: int) -> AgeForm:
        """Offer the steps for this site's minimum age; gives the form back."""
        steps = sorted({minimum, max(minimum, ADULT)})
        ages = [("0", _l("Under %(age)d", age=steps[0]))]
        if len(steps) > 1:
            words = _l("%(from)d to %(to)d", **{"from": steps[0], "to": steps[1] - 1})
            ages.append((str(steps[0]), words))
        ages.append((str(steps[-1]), _l("%(age)d or older", age=steps[-1])))
        self.age.choices = options(ages)
        return self


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
