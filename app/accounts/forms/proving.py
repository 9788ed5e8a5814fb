"""Proving who one is, and choosing another password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField

from app.core.forms import Answered, Form


class ProveForm(Form):
    """The password once more; `next` says where the person was going."""

    password = PasswordField(_l("Your password"), validators=[Answered(_l("Write your password."))])
    next = HiddenField()


class NewPasswordForm(Form):
    """Another password. The rules are the service's."""

    password = PasswordField(
        _l("What is your new password?"), validators=[Answered(_l("Write a new password."))]
    )
