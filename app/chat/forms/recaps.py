"""Writing a recap, choosing its quotes, and answering whether one may be quoted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, SubmitField, TextAreaField

from app.chat.lengths import LONGEST_RECAP, LONGEST_ROOM_TITLE
from app.core.forms import Answered, AtMost, Form, options


class RecapForm(Form):
    """Title and text."""

    title = StringField(
        _l("Title"), validators=[Answered(_l("Write a title.")), AtMost(LONGEST_ROOM_TITLE)]
    )
    body = TextAreaField(
        _l("What was said"),
        validators=[Answered(_l("Write something first.")), AtMost(LONGEST_RECAP)],
    )
    save = SubmitField(_l("Save"))


class AnswerForm(Form):
    """May these words stand in it?"""

    answer = RadioField(
        _l("May these words be quoted?"),
        choices=options(
            [
                ("named", _l("Yes, with my name")),
                ("unnamed", _l("Yes, without my name")),
                ("declined", _l("No")),
            ]
        ),
        validators=[Answered(_l("Choose one of the answers."))],
    )
    save = SubmitField(_l("Save my answer"))
