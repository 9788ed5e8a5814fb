"""Saying something without JavaScript, and editing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, SubmitField, TextAreaField
from wtforms.validators import Length

from app.chat.lengths import LONGEST_CLIENT_ID, LONGEST_MESSAGE, LONGEST_NOTE
from app.core.forms import Answered, AtMost, Form


class MessageForm(Form):
    """One message. `client_id` names it, so that it is sent once however often the form is."""

    body = TextAreaField(
        _l("Your message"),
        validators=[Answered(_l("Write something first.")), AtMost(LONGEST_MESSAGE)],
    )
    content_note = StringField(
        _l("What may be hard to read? (optional)"), validators=[AtMost(LONGEST_NOTE)], default=""
    )
    reply_to = HiddenField(validators=[Length(max=24)], default="")
    client_id = HiddenField(validators=[Length(min=8, max=LONGEST_CLIENT_ID)])
    send = SubmitField(_l("Send"))


class EditMessageForm(Form):
    """New words for a message."""

    body = TextAreaField(
        _l("Your message"),
        validators=[Answered(_l("Write something first.")), AtMost(LONGEST_MESSAGE)],
        # Opened on the room's page it stands beside the box for new words.
        id="new_words",
    )
    save = SubmitField(_l("Save"))
