"""Asking for another look at a decision."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from app.core.forms import Answered, AtMost, Form
from app.moderation.lengths import LONGEST_WORDS


class AppealForm(Form):
    """Why it should be looked at again."""

    words = TextAreaField(
        _l("What should we look at again?"),
        validators=[
            Answered(_l("Write what we should look at again.")),
            AtMost(LONGEST_WORDS),
        ],
    )
