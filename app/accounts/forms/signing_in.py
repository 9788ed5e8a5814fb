"""Signing in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField

from app.core.forms import Answered, Form


class SignInForm(Form):
    """Address and password. Whether they belong together is never said field by field."""

    email = EmailField(
        _l("E-mail address"), validators=[Answered(_l("Write your e-mail address."))]
    )
    password = PasswordField(_l("Password"), validators=[Answered(_l("Write your password."))])
    shared = BooleanField(_l("Other people use this device too"))
    next = HiddenField()
