"""Words that one does not want to meet."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.core.forms import Answered, AtMost, Form
from app.moderation.lengths import LONGEST_FILTER


class FilterForm(Form):
    """One more word, or a few in a row."""

    words = StringField(
        _l("A word or words to fold away"),
        validators=[Answered(_l("Write a word.")), AtMost(LONGEST_FILTER)],
    )
