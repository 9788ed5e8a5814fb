"""Switching the rules of screening on and off."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, SubmitField

from app.core.forms import AtMost, Form


class SwitchForm(Form):
    """With a reason, which is kept."""

    reason = StringField(_l("Why?"), validators=[AtMost(300)])
    save = SubmitField(_l("Save"))
