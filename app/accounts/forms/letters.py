"""Forms around letters: ask for one, and answer its link."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField

from app.core.forms import Answered, Form


class AddressForm(Form):
    """Where to write to."""

    email = EmailField(
        _l("E-mail address"), validators=[Answered(_l("Write your e-mail address."))]
    )


class NewAddressForm(Form):
    """Another address to sign in with."""

    email = EmailField(
        _l("What is your new e-mail address?"),
        validators=[Answered(_l("Write your new e-mail address."))],
    )


class LinkForm(Form):
    """The button behind a link; the link's word goes along."""

    letter_token = HiddenField()


class ConfirmForm(LinkForm):
    """The button, and the password where the browser is another one than at sign-up."""

    password = PasswordField(_l("Password"))


class ResetForm(LinkForm):
    """A new password, with the word of the link."""

    password = PasswordField(
        _l("What is your new password?"), validators=[Answered(_l("Write a new password."))]
    )
