"""Switching the rules of screening on and off."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, SubmitField

from app.core.forms import AtMost, Form
from app.moderation.lengths import LONGEST_SWITCH_REASON


class SwitchForm(Form):
    """With a reason, which is kept."""

    reason = StringField(_l("Why?"), validators=[AtMost(LONGEST_SWITCH_REASON)])
    save = SubmitField(_l("Save"))
